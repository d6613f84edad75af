/* Operators: arithmetic on numbers and quantities, comparison, `in`, ranges,
   `??`. A comparison with a deployed side becomes a condition. */
#include "expand/expander.h"

#include <math.h>

static const char *const OPERATORS[] = {
    "or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "..", "+", "-", "*", "/", "??"
};

static struct value mismatch(struct expander *x, struct scope *scope, enum operator op, struct value a,
                             struct value b, struct span span)
{
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    const char *what = text_format(x->arena, "'%s'", OPERATORS[op]).at;
    if (!need_known(x, scope, a, what) || !need_known(x, scope, b, what))
        return value_poison();
    struct diagnostic *diagnostic = report(x->reporter, MT1031, span, scope_frames(scope), OPERATORS[op],
                                           value_describe(x->arena, a), value_describe(x->arena, b));
    if (op == OP_ADD && (a.kind == VALUE_STRING || b.kind == VALUE_STRING))
        report_help(x->reporter, diagnostic, "strings are put together as \"${a}${b}\"");
    return value_poison();
}

static bool as_number(struct value value, double *number)
{
    if (value.kind == VALUE_INTEGER)
        *number = (double)value.integer;
    else if (value.kind == VALUE_NUMBER || value.kind == VALUE_PERCENT)
        *number = value.number;
    else if (value.kind == VALUE_DURATION || value.kind == VALUE_SIZE)
        *number = (double)value.integer;
    else
        return false;
    return true;
}

static struct value overflow(struct expander *x, struct scope *scope, struct span span)
{
    return fail(x, scope, MT1037, span, "the result is no number that mtc can hold", NULL);
}

static struct value integers(struct expander *x, struct scope *scope, enum operator op, int64_t a, int64_t b,
                             enum value_kind kind, struct span span)
{
    int64_t result;
    bool bad = op == OP_ADD ? __builtin_add_overflow(a, b, &result)
             : op == OP_SUBTRACT ? __builtin_sub_overflow(a, b, &result)
             : __builtin_mul_overflow(a, b, &result);
    if (bad)
        return overflow(x, scope, span);
    return (struct value){ .kind = (uint8_t)kind, .span = span, .integer = result };
}

static struct value reals(struct expander *x, struct scope *scope, enum operator op, double a, double b,
                          enum value_kind kind, struct span span)
{
    double result = op == OP_ADD ? a + b : op == OP_SUBTRACT ? a - b : op == OP_MULTIPLY ? a * b : a / b;
    if (!isfinite(result))
        return overflow(x, scope, span);
    if (kind == VALUE_DURATION || kind == VALUE_SIZE) {
        if (fabs(result) > 9e15)
            return overflow(x, scope, span);
        return (struct value){ .kind = (uint8_t)kind, .span = span, .integer = (int64_t)result };
    }
    return (struct value){ .kind = (uint8_t)kind, .span = span, .number = result };
}

static bool is_quantity(struct value value)
{
    return value.kind == VALUE_DURATION || value.kind == VALUE_SIZE || value.kind == VALUE_PERCENT;
}

static bool is_plain(struct value value)
{
    return value.kind == VALUE_INTEGER || value.kind == VALUE_NUMBER;
}

static bool whole_numbers(struct value a, struct value b)
{
    return a.kind != VALUE_NUMBER && a.kind != VALUE_PERCENT && b.kind != VALUE_NUMBER && b.kind != VALUE_PERCENT;
}

static struct value divide(struct expander *x, struct scope *scope, struct value a, struct value b, struct span span)
{
    double left = 0, right = 0;
    as_number(a, &left);
    as_number(b, &right);
    if (right == 0)
        return fail(x, scope, MT1037, span, "division by zero", NULL);
    bool ratio = a.kind == b.kind || !is_quantity(a);
    enum value_kind kind = ratio ? VALUE_NUMBER : a.kind;
    if (whole_numbers(a, b) && b.integer != -1 && a.integer % b.integer == 0)
        return (struct value){ .kind = (uint8_t)(ratio ? VALUE_INTEGER : a.kind), .span = span, .integer = a.integer / b.integer };
    return reals(x, scope, OP_DIVIDE, left, right, kind, span);
}

/* Numbers with numbers, a quantity with its like, a quantity times a number. */
static struct value arithmetic(struct expander *x, struct scope *scope, enum operator op, struct value a,
                               struct value b, struct span span)
{
    double left = 0, right = 0;
    if (!as_number(a, &left) || !as_number(b, &right))
        return mismatch(x, scope, op, a, b, span);
    bool same = a.kind == b.kind || (is_plain(a) && is_plain(b));
    bool scaled = (op == OP_MULTIPLY && (is_plain(a) || is_plain(b))) || (op == OP_DIVIDE && is_plain(b));
    if ((!same && !scaled) || (op == OP_MULTIPLY && is_quantity(a) && is_quantity(b)))
        return mismatch(x, scope, op, a, b, span);
    if (op == OP_DIVIDE)
        return divide(x, scope, a, b, span);
    enum value_kind kind = is_quantity(a) ? a.kind : is_quantity(b) ? b.kind : whole_numbers(a, b) ? VALUE_INTEGER : VALUE_NUMBER;
    if (whole_numbers(a, b))
        return integers(x, scope, op, a.integer, b.integer, kind, span);
    return reals(x, scope, op, left, right, kind, span);
}

static struct value add_lists(struct expander *x, struct value a, struct value b, struct span span)
{
    struct value *items = new_values(x, (size_t)a.count + b.count);
    memcpy(items, a.items, a.count * sizeof *items);
    memcpy(items + a.count, b.items, b.count * sizeof *items);
    return value_list(items, (size_t)a.count + b.count, span);
}

/* ---- comparison ---- */

static bool has_deployed_side(struct value a, struct value b)
{
    return (value_deployed(a) || value_deployed(b));
}

static struct value equals_condition(struct expander *x, struct scope *scope, struct value a, struct value b,
                                     struct span span)
{
    if (a.kind == VALUE_NULL || b.kind == VALUE_NULL)
        return value_bool(false, span);
    if (!condition_operand_ok(x, scope, a) || !condition_operand_ok(x, scope, b))
        return value_poison();
    struct condition *condition = NEW(x->arena, struct condition);
    condition->kind = CONDITION_EQUALS;
    condition->span = span;
    condition->left = a;
    condition->right = b;
    return (struct value){ .kind = VALUE_CONDITION, .span = span, .condition = condition };
}

static struct value equal_values(struct expander *x, struct scope *scope, struct value a, struct value b,
                                 struct span span)
{
    if (a.kind == VALUE_CONDITION && b.kind == VALUE_BOOL)
        return b.integer ? a : condition_not(x, a, span);
    if (b.kind == VALUE_CONDITION && a.kind == VALUE_BOOL)
        return a.integer ? b : condition_not(x, b, span);
    if (has_deployed_side(a, b) && !(a.kind == VALUE_RESOURCE && b.kind == VALUE_RESOURCE)
        && !(value_deployed(a) && a.kind == b.kind && value_equal(a, b)))
        return equals_condition(x, scope, a, b, span);
    if (a.kind != b.kind && (a.kind == VALUE_STRING || b.kind == VALUE_STRING)) {
        struct text left, right;    /* "10.0.0.0/16" == 10.0.0.0/16 */
        if ((a.kind == VALUE_CIDR || b.kind == VALUE_CIDR || a.kind == VALUE_IP || b.kind == VALUE_IP)
            && value_to_text(x->arena, a, &left) && value_to_text(x->arena, b, &right))
            return value_bool(text_equal(left, right), span);
    }
    return value_bool(value_equal(a, b), span);
}

static int order_of(struct value a, struct value b, bool *ordered)
{
    double left = 0, right = 0;
    *ordered = true;
    if (a.kind == VALUE_STRING && b.kind == VALUE_STRING)
        return text_compare(value_text(a), value_text(b));
    if (a.kind == b.kind && whole_numbers(a, b) && as_number(a, &left))
        return (a.integer > b.integer) - (a.integer < b.integer);
    *ordered = as_number(a, &left) && as_number(b, &right) && (a.kind == b.kind || (is_plain(a) && is_plain(b)));
    return *ordered ? (left > right) - (left < right) : 0;
}

static struct value contained(struct expander *x, struct scope *scope, struct value a, struct value b, struct span span)
{
    struct text key;
    struct value any = value_bool(false, span);
    double number;
    switch ((enum value_kind)b.kind) {
    case VALUE_MAP:
        if (!need_known(x, scope, a, "'in'") || !key_text(x, a, &key))
            return value_poison();
        return value_bool(value_get(b, atom_of(x->atoms, key)) != NULL, span);
    case VALUE_INSTANCE:
        if (!need_known(x, scope, a, "'in'") || !key_text(x, a, &key))
            return value_poison();
        return value_bool(instance_has_export(b.instance, atom_of(x->atoms, key)), span);
    case VALUE_LIST:
        for (uint32_t i = 0; i < b.count; i++)
            any = condition_both(x, CONDITION_OR, any, equal_values(x, scope, a, b.items[i], span), span);
        return any;
    case VALUE_CIDR:
        if (a.kind == VALUE_CIDR || a.kind == VALUE_IP)
            return value_bool(network_holds(b.network, a.network), span);
        break;
    case VALUE_RANGE:
        if (as_number(a, &number))
            return value_bool(number >= b.range->low && number <= b.range->high, span);
        break;
    default:
        break;
    }
    return mismatch(x, scope, OP_IN, a, b, span);
}

struct value compare_values(struct expander *x, struct scope *scope, enum operator op, struct value a,
                            struct value b, struct span span)
{
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    if (op == OP_EQUAL || op == OP_NOT_EQUAL) {
        struct value equal = equal_values(x, scope, a, b, span);
        return op == OP_EQUAL || equal.kind == VALUE_POISON ? equal : condition_not(x, equal, span);
    }
    if (op == OP_IN)
        return contained(x, scope, a, b, span);
    bool ordered;
    int order = order_of(a, b, &ordered);
    if (!ordered)
        return mismatch(x, scope, op, a, b, span);
    bool result = op == OP_LESS ? order < 0 : op == OP_LESS_EQUAL ? order <= 0
                : op == OP_GREATER ? order > 0 : order >= 0;
    return value_bool(result, span);
}

/* ---- the rest ---- */

static struct value make_range(struct expander *x, struct scope *scope, struct value a, struct value b, struct span span)
{
    double low, high;
    if (!is_plain(a) || !is_plain(b))
        return mismatch(x, scope, OP_RANGE, a, b, span);
    as_number(a, &low);
    as_number(b, &high);
    if (low > high) {
        struct diagnostic *diagnostic = report(x->reporter, MT1037, span, scope_frames(scope), "this range is empty");
        report_help(x->reporter, diagnostic, "the lower end comes first: %s..%s", text_number(x->arena, high).at,
                    text_number(x->arena, low).at);
        return value_poison();
    }
    struct value_range *range = NEW(x->arena, struct value_range);
    *range = (struct value_range){ low, high, a.kind == VALUE_INTEGER && b.kind == VALUE_INTEGER };
    return (struct value){ .kind = VALUE_RANGE, .span = span, .range = range };
}

/* `and` and `or` look at their right side only when the left does not decide. */
static struct value logical(struct expander *x, struct scope *scope, const struct binary *node)
{
    enum operator op = (enum operator)node->head.op;
    const char *what = op == OP_AND ? "'and'" : "'or'";
    struct value a = truth_of(x, scope, evaluate(x, scope, node->left), what);
    if (a.kind == VALUE_POISON || (a.kind == VALUE_BOOL && (a.integer != 0) == (op == OP_OR)))
        return a;
    struct value b = truth_of(x, scope, evaluate(x, scope, node->right), what);
    if (b.kind == VALUE_POISON)
        return b;
    return condition_both(x, op == OP_AND ? CONDITION_AND : CONDITION_OR, a, b, node->head.span);
}

static struct value coalesce(struct expander *x, struct scope *scope, const struct binary *node)
{
    struct value a = evaluate(x, scope, node->left);
    if (a.kind == VALUE_NULL)
        return evaluate(x, scope, node->right);
    if (a.kind != VALUE_CHOICE || (a.choice->yes.kind != VALUE_NULL && a.choice->no.kind != VALUE_NULL))
        return a;
    struct value b = evaluate(x, scope, node->right);
    return value_choice(x, a.choice->condition, a.choice->yes.kind == VALUE_NULL ? b : a.choice->yes,
                        a.choice->no.kind == VALUE_NULL ? b : a.choice->no, node->head.span);
}

struct value evaluate_binary(struct expander *x, struct scope *scope, const struct binary *node)
{
    enum operator op = (enum operator)node->head.op;
    struct span span = node->head.span;
    if (op == OP_AND || op == OP_OR)
        return logical(x, scope, node);
    if (op == OP_COALESCE)
        return coalesce(x, scope, node);
    struct value a = evaluate(x, scope, node->left);
    struct value b = evaluate(x, scope, node->right);
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    if (op >= OP_EQUAL && op <= OP_IN) {
        if (b.kind == VALUE_FAMILY && op == OP_IN)
            return mismatch(x, scope, op, a, b, span);
        return compare_values(x, scope, op, a, b, span);
    }
    if (op == OP_RANGE)
        return make_range(x, scope, a, b, span);
    if (op == OP_ADD && a.kind == VALUE_LIST && b.kind == VALUE_LIST)
        return add_lists(x, a, b, span);
    return arithmetic(x, scope, op, a, b, span);
}
