/* Intrinsics: calls with arguments that CloudFormation refuses (an index outside
   of a list, more blocks than fit), and calls and references where none may
   stand. Whether a call's argument has its form at all was seen when it was read.
   Source: "Intrinsic function reference", "Conditions section", "Mappings
   section", "Rules section" and "Outputs section" of the AWS CloudFormation User
   Guide. Called by check.c for each stack; linear in the values. */
#include "check/rule.h"

struct walk {
    struct check *check;
    const struct stack *stack;
    const struct frame *frames;
    struct span span;           /* where what has no place of its own is told */
    const char *where;          /* refuse: "a condition" */
    bool extended;              /* the language extensions are there */
};

static struct span span_of(const struct walk *walk, struct value value)
{
    return span_known(value.span) ? value.span : walk->span;
}

static void report_argument(const struct walk *walk, struct value value, const char *call, const char *takes,
                            const char *given)
{
    report(walk->check->reporter, MT2027, span_of(walk, value), walk->frames, call, takes, given);
}

/* --------------------------------------------------------------- arguments */

static bool whole_number(struct value value, int64_t *number)
{
    char *end;
    if (value.kind == VALUE_INTEGER) {
        *number = value.integer;
        return true;
    }
    if (value.kind != VALUE_STRING || value.count == 0 || value.count > 9)
        return false;
    *number = 0;
    end = (char *)(uintptr_t)value.string;
    for (end += *end == '-'; *end >= '0' && *end <= '9'; end++)
        *number = *number * 10 + (*end - '0');
    if (value.string[0] == '-')
        *number = -*number;
    return end == value.string + value.count && end > value.string + (value.string[0] == '-');
}

static const char *number_text(const struct walk *walk, int64_t number)
{
    return text_integer(walk->check->arena, number).at;
}

/* A list whose items are all there. */
static bool is_counted(struct value list)
{
    for (uint32_t i = 0; list.kind == VALUE_LIST && i < list.count; i++)
        if (list.items[i].kind == VALUE_CHOICE || list.items[i].kind == VALUE_POISON
            || (list.items[i].kind == VALUE_MAP && list.items[i].count == 1)
            || list.items[i].kind == VALUE_PSEUDO)
            return false;
    return list.kind == VALUE_LIST;
}

static void check_select(const struct walk *walk, struct value argument)
{
    struct value index = argument.items[0], list = argument.items[1];
    int64_t number;
    if (index.kind == VALUE_STRING && !whole_number(index, &number)) {
        report_argument(walk, index, "Fn::Select", "a whole number", value_describe(walk->check->arena, index));
        return;
    }
    if (!whole_number(index, &number))
        return;
    if (number < 0)
        report_argument(walk, index, "Fn::Select", "an index from 0", number_text(walk, number));
    else if (is_counted(list) && number >= list.count)
        report_argument(walk, index, "Fn::Select",
                        text_format(walk->check->arena, "an index below %u, the number of items", list.count).at,
                        number_text(walk, number));
}

/* "Fn::Cidr": 1 to 256 blocks of 2 to the power of the given bits, inside of the given one. */
static void check_cidr(const struct walk *walk, struct value argument)
{
    struct arena *arena = walk->check->arena;
    struct network network;
    int64_t count, bits;
    if (!whole_number(argument.items[1], &count))
        return;
    if (count < 1 || count > 256) {
        report_argument(walk, argument.items[1], "Fn::Cidr", "a count from 1 to 256", number_text(walk, count));
        return;
    }
    if (argument.count < 3 || !whole_number(argument.items[2], &bits))
        return;
    struct value block = argument.items[0];
    if (bits < 1 || bits > 128) {
        report_argument(walk, argument.items[2], "Fn::Cidr", "1 to 128 bits", number_text(walk, bits));
        return;
    }
    if (block.kind == VALUE_CIDR)
        network = block.network;
    else if (block.kind != VALUE_STRING || !network_parse(value_text(block), &network))
        return;
    int64_t room = 32 - (int64_t)network.prefix - bits;
    if (room < 0 || (room < 9 && count > (int64_t)1 << room))
        report_argument(walk, argument.items[2], "Fn::Cidr", "blocks that fit into the network",
                        text_format(arena, "%s of %s bits in a /%u", number_text(walk, count), number_text(walk, bits),
                                    network.prefix).at);
}

static void check_zones(const struct walk *walk, struct value region)
{
    struct near near;
    if (region.kind != VALUE_STRING || region.count == 0)
        return;
    near_start(&near, value_text(region));
    for (size_t i = 0; i < schema_region_count(); i++) {
        if (text_equal(schema_region_at(i), value_text(region)))
            return;
        near_try(&near, schema_region_at(i));
    }
    if (near.best.length)
        report_argument(walk, region, "Fn::GetAZs",
                        text_format(walk->check->arena, "a region, such as '%.*s'", (int)near.best.length, near.best.at).at,
                        value_describe(walk->check->arena, region));
}

static bool is_extension(const char *name)
{
    return strcmp(name, "Fn::Length") == 0 || strcmp(name, "Fn::ToJsonString") == 0;
}

static void look(void *context, struct value value)
{
    const struct walk *walk = context;
    if (value.kind != VALUE_INTRINSIC)
        return;
    const char *name = value.intrinsic->name->text;
    struct value argument = value.intrinsic->argument;
    if (is_extension(name) && !walk->extended) {
        struct diagnostic *diagnostic = report(walk->check->reporter, MT2028, span_of(walk, value), walk->frames, name);
        report_help(walk->check->reporter, diagnostic, "the transform 'AWS::LanguageExtensions' brings it");
    } else if (strcmp(name, "Fn::GetAZs") == 0)
        check_zones(walk, argument);
    else if (argument.kind != VALUE_LIST || argument.count < 2)
        return;
    else if (strcmp(name, "Fn::Select") == 0)
        check_select(walk, argument);
    else if (strcmp(name, "Fn::Cidr") == 0)
        check_cidr(walk, argument);
}

/* ------------------------------------------------------------------- places */

/* Whether the transforms are all known not to be the language extensions. */
static bool is_extended(struct value transform)
{
    if (transform.kind == VALUE_NULL)
        return false;
    if (transform.kind == VALUE_STRING)
        return !text_starts(value_text(transform), "AWS::") || text_starts(value_text(transform), "AWS::LanguageExtensions");
    for (uint32_t i = 0; transform.kind == VALUE_LIST && i < transform.count; i++)
        if (is_extended(transform.items[i]))
            return true;
    return transform.kind != VALUE_LIST;
}

static void refuse_resource(void *context, struct value value)
{
    const struct walk *walk = context;
    const struct resource *resource = value.kind == VALUE_RESOURCE ? value.resource
        : value.kind == VALUE_ATTRIBUTE ? value.attribute->resource : NULL;
    if (resource)
        report(walk->check->reporter, MT2025, span_of(walk, value), NULL, value_describe(walk->check->arena, value),
               walk->where);
}

/* The name of the call that a value is, also where it stands as it was written; else NULL. */
static const char *call_of(struct value value)
{
    const char *name = NULL;
    if (value.kind == VALUE_INTRINSIC)
        name = value.intrinsic->name->text;
    else if (value.kind == VALUE_MAP && value.count == 1)
        name = value.fields[0].key->text;
    if (!name)
        return value_deployed(value) ? "a reference" : NULL;
    return strcmp(name, "Ref") == 0 || strncmp(name, "Fn::", 4) == 0 ? name : NULL;
}

static void refuse_calls(void *context, struct value value)
{
    const struct walk *walk = context;
    const char *name = call_of(value);
    if (name && strcmp(name, "Fn::Transform") != 0 && strncmp(name, "Fn::ForEach", 11) != 0)
        report(walk->check->reporter, MT2025, span_of(walk, value), NULL, name, walk->where);
}

static void check_condition(struct walk *walk, const struct condition *condition)
{
    walk->span = condition->span;
    walk->where = "a condition";
    if (condition->kind == CONDITION_EQUALS || condition->kind == CONDITION_VERBATIM)
        value_walk(condition->left, refuse_resource, walk);
    if (condition->kind == CONDITION_EQUALS)
        value_walk(condition->right, refuse_resource, walk);
    for (size_t i = 0; i < condition->count; i++)
        if (condition->operands[i]->name.length == 0)
            check_condition(walk, condition->operands[i]);
}

static void check_places(struct walk *walk)
{
    const struct stack *stack = walk->stack;
    for (size_t i = 0; i < stack->conditions.count; i++)
        check_condition(walk, stack->conditions.at[i]);
    walk->where = "a rule of the template";
    for (size_t i = 0; i < stack->rules.count; i++) {
        walk->span = stack->rules.at[i]->span;
        value_walk(stack->rules.at[i]->body, refuse_resource, walk);
    }
    walk->where = "a mapping";
    for (size_t i = 0; i < stack->mappings.count && !walk->extended; i++) {
        walk->span = stack->mappings.at[i]->span;
        value_walk(stack->mappings.at[i]->table, refuse_calls, walk);
    }
    walk->where = "a parameter";
    for (size_t i = 0; i < stack->parameters.count; i++) {
        walk->span = stack->parameters.at[i]->span;
        value_walk(stack->parameters.at[i]->standard, refuse_calls, walk);
        value_walk(stack->parameters.at[i]->allowed, refuse_calls, walk);
    }
    walk->where = "an export's name";
    for (size_t i = 0; i < stack->outputs.count; i++) {
        walk->span = stack->outputs.at[i]->span;
        value_walk(stack->outputs.at[i]->export, refuse_resource, walk);
    }
}

void check_intrinsics(struct check *check, const struct stack *stack)
{
    struct walk walk = { check, stack, NULL, stack->span, NULL, is_extended(stack->transform) };
    for (size_t i = 0; i < stack->resources.count; i++) {
        const struct resource *resource = stack->resources.at[i];
        walk.frames = resource->frames;
        walk.span = resource->span;
        value_walk(resource->properties, look, &walk);
    }
    walk.frames = NULL;
    for (size_t i = 0; i < stack->outputs.count; i++) {
        walk.span = stack->outputs.at[i]->span;
        value_walk(stack->outputs.at[i]->value, look, &walk);
    }
    check_places(&walk);
}
