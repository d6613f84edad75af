/* Deploy-time truth: comparisons whose sides are parameters become conditions
   of the template. A condition is named after its `let`, else after what it
   says ("StageIsProd"). */
#include "expand/expander.h"

static struct value condition_value(const struct condition *condition, struct span span)
{
    return (struct value){ .kind = VALUE_CONDITION, .span = span, .condition = condition };
}

static uint32_t weight_of(const struct condition *condition)
{
    return condition->by_let || !condition->weight ? 1 : condition->weight;
}

struct value condition_not(struct expander *x, struct value value, struct span span)
{
    if (value.kind == VALUE_BOOL)
        return value_bool(!value.integer, span);
    if (value.condition->kind == CONDITION_NOT && !value.condition->by_let)
        return condition_value(value.condition->operands[0], span);
    struct condition *condition = NEW(x->arena, struct condition);
    const struct condition **operands = NEW_ARRAY(x->arena, const struct condition *, 1);
    operands[0] = value.condition;
    condition->weight = weight_of(value.condition);
    condition->kind = CONDITION_NOT;
    condition->span = span;
    condition->count = 1;
    condition->operands = operands;
    return condition_value(condition, span);
}

struct value condition_both(struct expander *x, enum condition_kind kind, struct value a, struct value b,
                            struct span span)
{
    bool decides = kind == CONDITION_OR;
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    if (a.kind == VALUE_BOOL)
        return (a.integer != 0) == decides ? a : b;
    if (b.kind == VALUE_BOOL)
        return (b.integer != 0) == decides ? b : a;
    if (a.condition == b.condition)
        return a;
    uint32_t weight = weight_of(a.condition) + weight_of(b.condition);
    if (weight > LIMIT_CONDITION) {
        struct diagnostic *diagnostic = report(x->reporter, MT1048, span, NULL, text_integer(x->arena, LIMIT_CONDITION).at);
        report_help(x->reporter, diagnostic, "a part of it that a 'let' names counts as one");
        return value_poison();
    }
    struct condition *condition = NEW(x->arena, struct condition);
    condition->weight = weight;
    const struct condition **operands = NEW_ARRAY(x->arena, const struct condition *, 2);
    operands[0] = a.condition;
    operands[1] = b.condition;
    condition->kind = kind;
    condition->span = span;
    condition->count = 2;
    condition->operands = operands;
    return condition_value(condition, span);
}

static struct value is_true(struct expander *x, struct value value)
{
    struct condition *condition = NEW(x->arena, struct condition);
    condition->kind = CONDITION_EQUALS;
    condition->span = value.span;
    condition->left = value;
    condition->right = value_string(TEXT("true"), value.span);
    return condition_value(condition, value.span);
}

struct value truth_of(struct expander *x, struct scope *scope, struct value value, const char *what)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON: case VALUE_BOOL: case VALUE_CONDITION:
        return value;
    case VALUE_PARAMETER:
        if (value.parameter->is_bool)
            return is_true(x, value);
        break;
    case VALUE_CHOICE: {    /* (c and yes) or (not c and no) */
        struct value c = condition_value(value.choice->condition, value.span);
        struct value yes = truth_of(x, scope, value.choice->yes, what);
        struct value no = truth_of(x, scope, value.choice->no, what);
        if (yes.kind == VALUE_POISON || no.kind == VALUE_POISON)
            return value_poison();
        return condition_both(x, CONDITION_OR, condition_both(x, CONDITION_AND, c, yes, value.span),
                              condition_both(x, CONDITION_AND, condition_not(x, c, value.span), no, value.span), value.span);
    }
    case VALUE_INTRINSIC: {
        static const char *const TRUTHS[] = { "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition",
                                              "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn" };
        for (size_t i = 0; i < sizeof TRUTHS / sizeof *TRUTHS; i++) {
            if (!text_equal_c(atom_text(value.intrinsic->name), TRUTHS[i]))
                continue;
            struct condition *condition = NEW(x->arena, struct condition);
            condition->kind = CONDITION_VERBATIM;
            condition->span = value.span;
            condition->left = value;
            return condition_value(condition, value.span);
        }
        break;
    }
    default:
        break;
    }
    struct diagnostic *diagnostic = report(x->reporter, MT1030, value.span, scope_frames(scope),
                                           text_format(x->arena, "true or false (for %s)", what).at,
                                           value_describe(x->arena, value));
    if (value.kind == VALUE_PARAMETER)
        report_help(x->reporter, diagnostic, "compare it: %s == …", value.parameter->name->text);
    return value_poison();
}

struct operand_search {
    struct expander *x;
    struct scope *scope;
    bool ok;
};

static void visit_operand(void *context, struct value value)
{
    struct operand_search *search = context;
    if (!search->ok)
        return;
    if (value.kind == VALUE_RESOURCE || value.kind == VALUE_ATTRIBUTE || value.kind == VALUE_INSTANCE
        || value.kind == VALUE_FAMILY || value.kind == VALUE_CHOICE || value.kind == VALUE_CONDITION) {
        fail(search->x, search->scope, MT1043, value.span, value_describe(search->x->arena, value), NULL);
        search->ok = false;
    }
}

/* CloudFormation decides conditions before it makes resources: only parameters,
   mappings and pseudo parameters can stand in them. */
bool condition_operand_ok(struct expander *x, struct scope *scope, struct value value)
{
    struct operand_search search = { x, scope, true };
    if (value.kind == VALUE_LIST || value.kind == VALUE_MAP) {
        fail(x, scope, MT1043, value.span, value_describe(x->arena, value), NULL);
        return false;
    }
    value_walk(value, visit_operand, &search);
    return search.ok;
}

/* ---- names ---- */

static void describe_operand(struct expander *x, struct buffer *buffer, struct value value);

static void describe_reference(struct buffer *buffer, struct value value)
{
    bool whole = value.kind == VALUE_RESOURCE;
    buffer_add_c(buffer, whole ? value.resource->id : value.attribute->resource->id);
    if (!whole)
        pascal_add(buffer, atom_text(value.attribute->name));
}

static void describe_items(struct expander *x, struct buffer *buffer, const struct value *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        describe_operand(x, buffer, items[i]);
}

static void describe_operand(struct expander *x, struct buffer *buffer, struct value value)
{
    struct text text;
    if (value.kind == VALUE_PARAMETER)
        buffer_add_c(buffer, value.parameter->id);
    else if (value.kind == VALUE_PSEUDO)
        pascal_add(buffer, text_slice(atom_text(value.atom), sizeof "AWS::" - 1, value.atom->length));
    else if (value.kind == VALUE_CONCAT || value.kind == VALUE_LIST)
        describe_items(x, buffer, value.items, value.count);
    else if (value.kind == VALUE_INTRINSIC)
        describe_operand(x, buffer, value.intrinsic->argument);
    else if (value.kind == VALUE_RESOURCE || value.kind == VALUE_ATTRIBUTE)
        describe_reference(buffer, value);
    else if (value_to_text(x->arena, value, &text))
        pascal_add(buffer, text);
}

struct text value_says(struct expander *x, struct value value)
{
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    describe_operand(x, &buffer, value);
    return text_copy(x->arena, buffer_text(&buffer));
}

static void describe_equals(struct expander *x, struct buffer *buffer, const struct condition *condition, bool negated)
{
    struct value subject = condition->left, object = condition->right;
    if (!value_deployed(subject)) {
        subject = condition->right;
        object = condition->left;
    }
    describe_operand(x, buffer, subject);
    buffer_add_c(buffer, negated ? "IsNot" : "Is");
    if (object.kind == VALUE_STRING && object.count == 0)
        buffer_add_c(buffer, "Empty");
    else
        describe_operand(x, buffer, object);
}

static void describe(struct expander *x, struct buffer *buffer, const struct condition *condition)
{
    if (condition->name.length && condition->by_let) {
        buffer_add(buffer, condition->name);
        return;
    }
    switch (condition->kind) {
    case CONDITION_EQUALS:
        describe_equals(x, buffer, condition, false);
        break;
    case CONDITION_NOT:
        if (condition->operands[0]->kind == CONDITION_EQUALS && !condition->operands[0]->by_let) {
            describe_equals(x, buffer, condition->operands[0], true);
            break;
        }
        buffer_add_c(buffer, "Not");
        describe(x, buffer, condition->operands[0]);
        break;
    case CONDITION_AND: case CONDITION_OR:
        describe(x, buffer, condition->operands[0]);
        buffer_add_c(buffer, condition->kind == CONDITION_AND ? "And" : "Or");
        describe(x, buffer, condition->operands[1]);
        break;
    case CONDITION_VERBATIM:
        describe_operand(x, buffer, condition->left);
        break;
    }
}

/* Two conditions of one name must say the same; the first stands for both. */
static const struct condition *settle(struct expander *x, struct scope *scope, struct condition *condition)
{
    void **place = map_put(x->arena, &x->condition_names, atom_of(x->atoms, condition->name));
    const struct condition *first = *place;
    struct value a = condition_value(first, SPAN_NONE), b = condition_value(condition, SPAN_NONE);
    if (condition->name.length > 255) {
        struct diagnostic *diagnostic = report(x->reporter, MT1015, condition->span, scope_frames(scope),
                                               text_cstring(x->arena, condition->name));
        report_help(x->reporter, diagnostic, "give the condition a shorter name with 'let'");
    }
    if (!first) {
        *place = condition;
        return condition;
    }
    if (value_equal(a, b))
        return first;
    struct diagnostic *diagnostic = report(x->reporter, MT1044, condition->span, scope_frames(scope),
                                           text_cstring(x->arena, condition->name));
    report_note(x->reporter, diagnostic, first->span, "the other one");
    report_help(x->reporter, diagnostic, "give one of them a name of its own with 'let'");
    return condition;
}

const struct condition *condition_named(struct expander *x, struct scope *scope, const struct condition *condition)
{
    if (condition->name.length)
        return condition;
    struct condition *named = NEW(x->arena, struct condition);
    *named = *condition;
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    describe(x, &buffer, condition);
    named->name = text_copy(x->arena, buffer_text(&buffer));
    if (!named->name.length)
        named->name = TEXT("Condition");
    return settle(x, scope, named);
}

struct value condition_let(struct expander *x, const struct body *body, const struct atom *name, struct value value)
{
    if (value.condition->by_let)
        return value;
    struct condition *named = NEW(x->arena, struct condition);
    *named = *value.condition;
    named->name = text_of(path_join(x, body->path, atom_text(name), value_null(SPAN_NONE)));
    named->by_let = true;
    return condition_value(settle(x, (struct scope *)&body->scope, named), value.span);
}

const struct condition *condition_join(struct expander *x, struct scope *scope, const struct condition *a,
                                       const struct condition *b)
{
    if (!a || a == b)
        return b;
    if (!b)
        return a;
    struct value both = condition_both(x, CONDITION_AND, condition_value(a, a->span), condition_value(b, b->span), b->span);
    return both.kind == VALUE_POISON ? b : condition_named(x, scope, both.condition);
}

struct value value_choice(struct expander *x, const struct condition *condition, struct value yes, struct value no,
                          struct span span)
{
    if (yes.kind == VALUE_POISON || no.kind == VALUE_POISON)
        return value_poison();
    if (value_equal(yes, no))
        return yes;
    if (yes.kind == VALUE_BOOL && no.kind == VALUE_BOOL)
        return yes.integer ? condition_value(condition, span) : condition_not(x, condition_value(condition, span), span);
    struct value_choice *choice = NEW(x->arena, struct value_choice);
    *choice = (struct value_choice){ condition, yes, no };
    return (struct value){ .kind = VALUE_CHOICE, .span = span, .choice = choice };
}
