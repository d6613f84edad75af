/* The walk: every declaration in the order of the source, so that everything is
   evaluated, nothing twice, and the template's order is the program's. */
#include "expand/expander.h"

struct value checked_message(struct expander *x, struct scope *scope, const struct node *message, const char *other)
{
    if (!message)
        return value_string(text_of(other), SPAN_NONE);
    struct value value = evaluate(x, scope, message);
    if (value.kind == VALUE_STRING || value.kind == VALUE_POISON || !need_known(x, scope, value, "a message"))
        return value.kind == VALUE_STRING ? value : value_poison();
    return fail(x, scope, MT1030, message->span, "a string", value_describe(x->arena, value), NULL);
}

/* ---- rules from assertions ---- */

static struct value condition_intrinsic(struct expander *x, const struct condition *condition)
{
    static const char *const NAMES[] = { "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" };
    if (condition->kind == CONDITION_VERBATIM)
        return condition->left;
    if (condition->kind == CONDITION_EQUALS)
        return value_intrinsic(x, NAMES[0], value_pair_list(x, condition->left, condition->right, condition->span), condition->span);
    struct value *items = new_values(x, condition->count);
    for (size_t i = 0; i < condition->count; i++)
        items[i] = condition_intrinsic(x, condition->operands[i]);
    return value_intrinsic(x, NAMES[condition->kind], value_list(items, condition->count, condition->span), condition->span);
}

static struct value field_map(struct expander *x, const char *first, struct value one, const char *second, struct value two)
{
    struct value_field *fields = NEW_ARRAY(x->arena, struct value_field, 2);
    fields[0].key = atom_of_c(x->atoms, first);
    fields[0].value = one;
    fields[1].key = atom_of_c(x->atoms, second ? second : first);
    fields[1].value = two;
    return value_map(fields, second ? 2 : 1, one.span);
}

/* An assertion over parameters: CloudFormation checks it before it makes
   anything. Source: "Rules section", AWS CloudFormation User Guide. */
static void assert_rule(struct expander *x, struct scope *scope, const struct condition *condition, struct value message)
{
    struct stack *stack = scope->body->stack;
    const struct condition *named = condition_named(x, scope, condition);
    struct value *assertions = new_values(x, 1);
    assertions[0] = field_map(x, "Assert", condition_intrinsic(x, condition), "AssertDescription", message);
    struct rule *rule = NEW(x->arena, struct rule);
    rule->id = text_cstring(x->arena, named->name);
    rule->span = condition->span;
    rule->body = field_map(x, "Assertions", value_list(assertions, 1, condition->span), NULL, value_null(SPAN_NONE));
    *VEC_ADD(x->arena, &stack->rules) = rule;
}

static void walk_check(struct expander *x, struct scope *scope, const struct decl_check *check)
{
    bool assertion = check->head.head.kind == DECL_ASSERT;
    struct value truth = truth_of(x, scope, evaluate(x, scope, check->condition), assertion ? "'assert'" : "'warn'");
    if (truth.kind == VALUE_POISON || (truth.kind == VALUE_BOOL && truth.integer))
        return;
    const char *source = text_cstring(x->arena, sources_text(x->modules->sources, check->condition->span));
    struct value message = checked_message(x, scope, check->message,
                                           text_format(x->arena, "this does not hold: %s", source).at);
    if (message.kind != VALUE_STRING)
        return;
    if (assertion && truth.kind == VALUE_BOOL && scope->body->pattern)
        scope->body->broken = true;
    if (truth.kind == VALUE_BOOL)
        fail(x, scope, assertion ? MT4001 : MT5001, check->condition->span, message.string, NULL);
    else if (assertion)
        assert_rule(x, scope, truth.condition, message);
}

/* ---- outputs ---- */

static void output_field(struct expander *x, struct scope *scope, struct stack_output *output, const struct field *field)
{
    static const char *const NAMES[] = { "description", "export", "when" };
    struct text name = field->key ? atom_text(field->key) : TEXT("");
    if (text_equal_c(name, "description")) {
        struct value value = evaluate(x, scope, field->value);
        if (value.kind == VALUE_STRING) {
            struct text *text = NEW(x->arena, struct text);
            *text = value_text(value);
            output->description = text;
        } else if (value.kind != VALUE_POISON && need_known(x, scope, value, "a description")) {
            fail(x, scope, MT1030, field->value->span, "a string", value_describe(x->arena, value), NULL);
        }
    } else if (text_equal_c(name, "export")) {
        output->export = settled_value(x, scope, field->value);
    } else if (text_equal_c(name, "when")) {
        struct value truth = truth_of(x, scope, evaluate(x, scope, field->value), "'when'");
        if (truth.kind == VALUE_CONDITION)
            output->condition = condition_join(x, scope, output->condition, condition_named(x, scope, truth.condition));
        else if (truth.kind == VALUE_BOOL && !truth.integer)
            output->id = NULL;
    } else {
        struct near near;
        near_start(&near, name);
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
            near_try(&near, text_of(NAMES[i]));
        report_near(x->reporter, report(x->reporter, MT0024, field->key_span, scope_frames(scope), text_cstring(x->arena, name),
                                        "an output"), near.best);
    }
}

static void walk_output(struct expander *x, struct part *part, const struct decl_value *declaration)
{
    struct scope *scope = part->scope;
    struct body *body = scope->body;
    struct stack_output *output = NEW(x->arena, struct stack_output);
    output->id = path_join(x, body->path, atom_text(declaration->head.name), value_null(SPAN_NONE));
    output->span = declaration->head.name_span;
    output->description = declaration->head.description;
    output->condition = part->condition;
    output->export = value_null(SPAN_NONE);
    output->value = settled_value(x, scope, declaration->value);
    struct value value = output->value;
    if (value.kind == VALUE_LIST || value.kind == VALUE_MAP || value.kind == VALUE_NULL) {
        struct diagnostic *diagnostic = report(x->reporter, MT1030, declaration->value->span, scope_frames(scope), "a string",
                                               value_describe(x->arena, value));
        if (value.kind == VALUE_LIST)
            report_help(x->reporter, diagnostic, "join(\",\", …) makes a string of a list");
    }
    for (uint32_t i = 0; declaration->fields && i < declaration->fields->head.count; i++)
        output_field(x, scope, output, &declaration->fields->fields[i]);
    if (!output->id)
        return;
    for (size_t i = 0; i < body->stack->outputs.count; i++)
        if (strcmp(body->stack->outputs.at[i]->id, output->id) == 0) {
            struct diagnostic *diagnostic = report(x->reporter, MT1002, output->span, scope_frames(scope),
                                                   declaration->head.name->text);
            report_note(x->reporter, diagnostic, body->stack->outputs.at[i]->span, "declared here first");
            return;
        }
    *VEC_ADD(x->arena, &body->stack->outputs) = output;
}

/* ---- the template's own sections ---- */

static bool known_tree(struct value value)
{
    if (value.kind == VALUE_LIST)
        for (uint32_t i = 0; i < value.count; i++)
            if (!known_tree(value.items[i]))
                return false;
    if (value.kind == VALUE_MAP)
        for (uint32_t i = 0; i < value.count; i++)
            if (!known_tree(value.fields[i].value))
                return false;
    return !value_deployed(value);
}

static void walk_mapping(struct expander *x, struct scope *scope, const struct decl_value *declaration)
{
    struct value table = settled_value(x, scope, declaration->value);
    bool deep = table.kind == VALUE_MAP && known_tree(table);
    for (uint32_t i = 0; deep && i < table.count; i++)
        deep = table.fields[i].value.kind == VALUE_MAP;
    if (!deep) {
        if (table.kind != VALUE_POISON)
            fail(x, scope, MT1030, declaration->value->span, "a known map of maps", value_describe(x->arena, table), NULL);
        return;
    }
    struct mapping *mapping = NEW(x->arena, struct mapping);
    mapping->id = path_join(x, scope->body->path, atom_text(declaration->head.name), value_null(SPAN_NONE));
    mapping->span = declaration->head.name_span;
    mapping->table = table;
    *VEC_ADD(x->arena, &scope->body->stack->mappings) = mapping;
}

static void walk_section(struct expander *x, struct scope *scope, const struct decl_value *declaration)
{
    struct stack *stack = scope->body->stack;
    struct value value = settled_value(x, scope, declaration->value);
    if (value.kind == VALUE_POISON)
        return;
    if (declaration->head.head.kind == DECL_TRANSFORM) {
        stack->transform = value;
    } else if (declaration->head.head.kind == DECL_METADATA) {
        stack->metadata = value;
    } else {
        struct rule *rule = NEW(x->arena, struct rule);
        rule->id = path_join(x, scope->body->path, atom_text(declaration->head.name), value_null(SPAN_NONE));
        rule->span = declaration->head.name_span;
        rule->body = value;
        *VEC_ADD(x->arena, &stack->rules) = rule;
    }
}

/* ---- stacks ---- */

/* "mx-central-1": a country or continent, where in it, a number. Source: "AWS
   Regions", AWS Regions and Availability Zones User Guide. */
static bool looks_like_region(const char *name)
{
    static const char *const places[] = { "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest" };
    const char *number = strrchr(name, '-');
    if (!number || strspn(name, "abcdefghijklmnopqrstuvwxyz") != 2 || strspn(number + 1, "0123456789") != strlen(number + 1) || !number[1])
        return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i]);
        if ((size_t)(number - name) > length && number[-(ptrdiff_t)length - 1] == '-' && memcmp(number - length, places[i], length) == 0)
            return true;
    }
    return false;
}

/* A region that is not known may be newer than what mtc knows, if it is named as regions are. */
static void check_region(struct expander *x, struct scope *scope, struct value region)
{
    struct near near;
    near_start(&near, value_text(region));
    for (size_t i = 0; i < schema_region_count(); i++) {
        if (text_equal(value_text(region), schema_region_at(i)))
            return;
        near_try(&near, schema_region_at(i));
    }
    struct diagnostic *diagnostic = report(x->reporter, MT1052, region.span, scope_frames(scope), region.string);
    report_near(x->reporter, diagnostic, near.best);
    if (looks_like_region(region.string))
        report_lower(x->reporter, diagnostic);
}

static void walk_stack(struct expander *x, struct part *part, const struct decl_stack *declaration, struct body *body)
{
    if (!body)
        return;
    if (declaration->region) {
        struct value region = evaluate(x, part->scope, declaration->region);
        if (region.kind == VALUE_STRING) {
            check_region(x, part->scope, region);
            body->stack->region = region;
        }
        else if (region.kind != VALUE_POISON && need_known(x, part->scope, region, "a stack's region"))
            fail(x, part->scope, MT1030, region.span, "a region's name", value_describe(x->arena, region), NULL);
    }
    *VEC_ADD(x->arena, &x->graph->stacks) = body->stack;
    walk_part(x, body->part);
}

/* ---- the walk ---- */

static void walk_thing(struct expander *x, struct part *part, const struct declaration *declaration, void *thing)
{
    struct symbol *symbol = thing;
    if (!symbol || symbol->value.kind == VALUE_POISON)
        return;
    if (declaration->head.kind == DECL_RESOURCE)
        walk_resource(x, (const struct decl_resource *)declaration, part, symbol->value.resource);
    else
        walk_instance(x, symbol->value.instance);
    if (declaration->head.kind != DECL_RESOURCE && symbol->value.instance->pattern->is_tier)
        *VEC_ADD(x->arena, &x->tiers) = symbol->value.instance;
}

static void walk_branch(struct expander *x, struct branch *branch)
{
    branch_force(x, branch);
    for (size_t i = 0; i < branch->parts.count; i++)
        walk_part(x, branch->parts.at[i]);
}

static void walk_declaration(struct expander *x, struct part *part, const struct declaration *declaration, void *thing)
{
    struct scope *scope = part->scope;
    switch (declaration->head.kind) {
    case DECL_RESOURCE: case DECL_INSTANCE: case DECL_TIER:
        walk_thing(x, part, declaration, thing);
        break;
    case DECL_LET: case DECL_EXPORT: case DECL_INPUT: case DECL_PARAM:
        if (thing)
            symbol_value(x, thing, declaration->name, declaration->name_span);
        break;
    case DECL_AZS:
        if (thing)
            symbol_value(x, thing, x->word_azs, declaration->head.span);
        break;
    case DECL_IF: case DECL_WHEN: case DECL_FOR:
        walk_branch(x, thing);
        break;
    case DECL_OUTPUT:
        walk_output(x, part, (const struct decl_value *)declaration);
        break;
    case DECL_ASSERT: case DECL_WARN:
        walk_check(x, scope, (const struct decl_check *)declaration);
        break;
    case DECL_ASSERT_FLOW:
        *VEC_ADD(x->arena, &x->assertions) = (struct flow_seen){ (const struct decl_flow *)declaration, part };
        break;
    case DECL_FLOW:
        *VEC_ADD(x->arena, &x->flows) = (struct flow_seen){ (const struct decl_flow *)declaration, part };
        break;
    case DECL_OVERRIDE:
        *VEC_ADD(x->arena, &x->overrides) = (struct override_seen){ (const struct decl_override *)declaration, part };
        break;
    case DECL_STACK:
        walk_stack(x, part, (const struct decl_stack *)declaration, thing);
        break;
    case DECL_MAPPING:
        walk_mapping(x, scope, (const struct decl_value *)declaration);
        break;
    case DECL_RULE: case DECL_METADATA: case DECL_TRANSFORM:
        walk_section(x, scope, (const struct decl_value *)declaration);
        break;
    default:
        break;
    }
}

void walk_part(struct expander *x, struct part *part)
{
    if (!part->things)
        part_declare(x, part);
    const struct body *body = part->scope->body;
    for (size_t i = 0; i < part->block->count && !x->stopped; i++) {
        const struct declaration *declaration = part->block->items[i];
        if (!body->broken || declaration->head.kind == DECL_ASSERT || declaration->head.kind == DECL_WARN)
            walk_declaration(x, part, declaration, part->things[i]);
    }
}
