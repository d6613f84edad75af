/* Evaluation: an expression in a scope is worth a value. Known parts are folded
   away; what CloudFormation will compute stays as the smallest form that says
   it. A mistake is reported once and is poison from there on. */
#include "expand/expander.h"

#include <stdarg.h>

enum { MOST_STRINGS = 6 };

struct value fail(struct expander *x, struct scope *scope, enum message_id id, struct span span, ...)
{
    const char *strings[MOST_STRINGS] = { "", "", "", "", "", "" };
    va_list list;
    va_start(list, span);
    for (int i = 0; i < MOST_STRINGS; i++) {
        const char *string = va_arg(list, const char *);
        if (!string)
            break;
        strings[i] = string;
    }
    va_end(list);
    report(x->reporter, id, span, scope_frames(scope), strings[0], strings[1], strings[2], strings[3], strings[4], strings[5]);
    return value_poison();
}

struct value *new_values(struct expander *x, size_t count)
{
    return arena_alloc(x->arena, (count ? count : 1) * sizeof(struct value));
}

struct value value_intrinsic(struct expander *x, const char *name, struct value argument, struct span span)
{
    struct value_intrinsic *intrinsic = NEW(x->arena, struct value_intrinsic);
    intrinsic->name = atom_of_c(x->atoms, name);
    intrinsic->argument = argument;
    return (struct value){ .kind = VALUE_INTRINSIC, .span = span, .intrinsic = intrinsic };
}

struct value value_pair_list(struct expander *x, struct value a, struct value b, struct span span)
{
    struct value *items = new_values(x, 2);
    items[0] = a;
    items[1] = b;
    return value_list(items, 2, span);
}

struct value limit_passed(struct expander *x, struct scope *scope, enum message_id id, struct span span, size_t limit)
{
    if (!x->stopped)
        fail(x, scope, id, span, text_integer(x->arena, (int64_t)limit).at, NULL);
    x->stopped = true;
    return value_poison();
}

bool count_rounds(struct expander *x, struct scope *scope, struct span span, size_t rounds)
{
    x->rounds += rounds;
    if (x->rounds <= LIMIT_LOOP_ROUNDS)
        return !x->stopped;
    limit_passed(x, scope, MT1041, span, LIMIT_LOOP_ROUNDS);
    return false;
}

bool value_elements(struct expander *x, struct scope *scope, struct value value, const char *what,
                    const struct value **items, size_t *count)
{
    if (value.kind == VALUE_LIST) {
        *items = value.items;
        *count = value.count;
        return true;
    }
    if (value.kind == VALUE_FAMILY) {
        const struct family *family = value.family;
        struct value *members = new_values(x, family->members.count);
        for (size_t i = 0; i < family->members.count; i++)
            members[i] = family->members.at[i].value;
        *items = members;
        *count = family->members.count;
        return true;
    }
    if (need_known(x, scope, value, what))
        fail(x, scope, MT1030, value.span, "a list", value_describe(x->arena, value), NULL);
    return false;
}

static struct value family_list(struct expander *x, struct value family, struct span span)
{
    const struct value *items;
    size_t count;
    value_elements(x, NULL, family, "", &items, &count);
    return value_list(items, count, span);
}

/* ---- names ---- */

static struct value report_circle(struct expander *x, const void *symbol, const struct atom *name, struct span span,
                                  struct scope *scope)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1003, span, scope_frames(scope), name->text);
    for (struct pending_symbol *busy = x->busy; busy && busy->symbol != symbol; busy = busy->outer)
        report_note(x->reporter, diagnostic, busy->span, "'%s' is needed here", busy->name->text);
    return value_poison();
}

static struct value let_value(struct expander *x, struct symbol *symbol, const struct atom *name)
{
    const struct decl_value *let = (const struct decl_value *)symbol->declaration;
    struct scope *scope = symbol->part->scope;
    struct value value = evaluate(x, scope, let->value);
    if (let->type)
        value = coerce(x, scope, let->type, value, let->head.name_span);
    if (value.kind == VALUE_CONDITION && let->head.head.kind == DECL_LET)
        value = condition_let(x, scope->body, name, value);
    return value;
}

static struct value compute_symbol(struct expander *x, struct symbol *symbol, const struct atom *name)
{
    switch ((enum symbol_kind)symbol->kind) {
    case SYMBOL_LET: return let_value(x, symbol, name);
    case SYMBOL_ARGUMENT: return argument_value(x, symbol);
    case SYMBOL_INPUT: return input_value(x, symbol);
    case SYMBOL_PARAM: return parameter_value(x, symbol);
    case SYMBOL_AZS: return azs_value(x, symbol);
    default: return value_poison();
    }
}

struct value symbol_value(struct expander *x, struct symbol *symbol, const struct atom *name, struct span span)
{
    if (symbol->state == STATE_DONE)
        return symbol->value;
    struct scope *scope = symbol->part ? symbol->part->scope : NULL;
    if (symbol->kind == SYMBOL_PENDING)
        return fail(x, scope, MT1013, span, name->text, NULL);
    if (symbol->kind == SYMBOL_MODULE || symbol->kind == SYMBOL_STACK)
        return fail(x, scope, MT1030, span, "a value", symbol->kind == SYMBOL_STACK ? "a stack" : "a module", NULL);
    if (symbol->state == STATE_BUSY)
        return report_circle(x, symbol, name, span, scope);
    struct pending_symbol pending = { name, span, symbol, x->busy };
    x->busy = &pending;
    symbol->state = STATE_BUSY;
    struct value value = compute_symbol(x, symbol, name);
    x->busy = pending.outer;
    symbol->value = value;      /* takes the place of what it was computed from */
    symbol->state = STATE_DONE;
    return value;
}

struct value unknown_name(struct expander *x, struct scope *scope, const struct atom *name, struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1001, span, scope_frames(scope), name->text);
    struct near near;
    near_start(&near, atom_text(name));
    scope_near(scope, &near);
    near_try(&near, TEXT("azs"));
    near_try(&near, TEXT("aws"));
    report_near(x->reporter, diagnostic, near.best);
    return value_poison();
}

static struct value azs_of(struct expander *x, struct scope *scope, struct span span)
{
    for (struct body *body = scope->body; body; body = body->outer)
        if (body->azs)
            return symbol_value(x, body->azs, x->word_azs, span);
    if (x->main->azs)
        return symbol_value(x, x->main->azs, x->word_azs, span);
    struct diagnostic *diagnostic = report(x->reporter, MT1001, span, scope_frames(scope), "azs");
    report_help(x->reporter, diagnostic, "declare the zones: 'azs 2'");
    return value_poison();
}

static struct value evaluate_name(struct expander *x, struct scope *scope, const struct name *node)
{
    const struct atom *name = node->name;
    struct span span = node->head.span;
    struct symbol *symbol = scope_find(x, scope, name);
    if (symbol && symbol->kind == SYMBOL_PENDING)
        return fail(x, scope, MT1013, span, name->text, NULL);
    if (symbol) {
        struct value value = symbol_value(x, symbol, name, span);
        if (value.kind >= VALUE_RESOURCE)
            value.span = span;
        return value;
    }
    if (name == x->word_azs)
        return azs_of(x, scope, span);
    if (name == x->word_aws || name == x->word_fn || name == x->word_self)
        return (struct value){ .kind = VALUE_SPACE, .span = span, .atom = name };
    return unknown_name(x, scope, name, span);
}

/* ---- choice, not, minus ---- */

static struct value evaluate_choice(struct expander *x, struct scope *scope, const struct choice *node)
{
    struct value truth = truth_of(x, scope, evaluate(x, scope, node->condition), "the condition of 'if'");
    if (truth.kind == VALUE_POISON)
        return truth;
    if (truth.kind == VALUE_BOOL)
        return evaluate(x, scope, truth.integer ? node->yes : node->no);
    const struct condition *condition = condition_named(x, scope, truth.condition);
    return value_choice(x, condition, evaluate(x, scope, node->yes), evaluate(x, scope, node->no), node->head.span);
}

static struct value evaluate_negate(struct expander *x, struct scope *scope, const struct unary *node)
{
    struct value value = evaluate(x, scope, node->operand);
    struct span span = node->head.span;
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON:
        return value;
    case VALUE_INTEGER: case VALUE_DURATION:
        value.span = span;
        if (value.integer == INT64_MIN)
            return fail(x, scope, MT1037, span, "the result is no number that mtc can hold", NULL);
        value.integer = -value.integer;
        return value;
    case VALUE_NUMBER: case VALUE_PERCENT:
        value.span = span;
        value.number = -value.number;
        return value;
    default:
        if (need_known(x, scope, value, "'-'"))
            fail(x, scope, MT1030, value.span, "a number", value_describe(x->arena, value), NULL);
        return value_poison();
    }
}

static struct value evaluate_not(struct expander *x, struct scope *scope, const struct unary *node)
{
    struct value truth = truth_of(x, scope, evaluate(x, scope, node->operand), "'not'");
    if (truth.kind == VALUE_POISON)
        return truth;
    return condition_not(x, truth, node->head.span);
}

static struct value evaluate_all(struct expander *x, struct scope *scope, const struct unary *node)
{
    struct value base = evaluate(x, scope, node->operand);
    if (base.kind == VALUE_FAMILY)
        return family_list(x, base, node->head.span);
    if (base.kind == VALUE_LIST || base.kind == VALUE_POISON || value_deployed(base))
        return base;
    if (base.kind == VALUE_MAP) {
        struct value *items = new_values(x, base.count);
        for (uint32_t i = 0; i < base.count; i++)
            items[i] = base.fields[i].value;
        return value_list(items, base.count, node->head.span);
    }
    return fail(x, scope, MT1030, base.span, "a family or a list", value_describe(x->arena, base), NULL);
}

static struct value evaluate_node(struct expander *x, struct scope *scope, const struct node *node)
{
    const struct literal *literal = (const struct literal *)node;
    struct value value = { .span = node->span };
    switch ((enum node_kind)node->kind) {
    case NODE_NULL:
        return value_null(node->span);
    case NODE_BOOL:
        return value_bool(literal->integer, node->span);
    case NODE_INTEGER:
        return value_integer(literal->integer, node->span);
    case NODE_NUMBER:
        return value_number(literal->number, node->span);
    case NODE_PERCENT:
        value.kind = VALUE_PERCENT;
        value.number = literal->number;
        return value;
    case NODE_DURATION: case NODE_SIZE:
        value.kind = node->kind == NODE_SIZE ? VALUE_SIZE : VALUE_DURATION;
        value.integer = literal->integer;
        return value;
    case NODE_CIDR: case NODE_IP:
        value.kind = node->kind == NODE_CIDR ? VALUE_CIDR : VALUE_IP;
        value.network = literal->network;
        return value;
    case NODE_STRING:
        return value_string(((const struct string *)node)->text, node->span);
    case NODE_TEMPLATE:
        return evaluate_template(x, scope, (const struct list *)node);
    case NODE_NAME:
        return evaluate_name(x, scope, (const struct name *)node);
    case NODE_TYPE_NAME:
        value.kind = VALUE_TYPE;
        value.atom = ((const struct name *)node)->name;
        return value;
    case NODE_MEMBER:
        return evaluate_member(x, scope, (const struct member *)node);
    case NODE_INDEX:
        value = evaluate(x, scope, ((const struct binary *)node)->left);
        return index_value(x, scope, value, evaluate(x, scope, ((const struct binary *)node)->right), node);
    case NODE_ALL:
        return evaluate_all(x, scope, (const struct unary *)node);
    case NODE_CALL:
        return evaluate_call(x, scope, (const struct call *)node);
    case NODE_NOT:
        return evaluate_not(x, scope, (const struct unary *)node);
    case NODE_NEGATE:
        return evaluate_negate(x, scope, (const struct unary *)node);
    case NODE_BINARY:
        return evaluate_binary(x, scope, (const struct binary *)node);
    case NODE_IF:
        return evaluate_choice(x, scope, (const struct choice *)node);
    case NODE_LIST:
        return evaluate_list(x, scope, (const struct list *)node);
    case NODE_OBJECT:
        return object_value(x, scope, (const struct object *)node);
    case NODE_FOR_LIST: case NODE_FOR_OBJECT:
        return evaluate_comprehension(x, scope, (const struct comprehension *)node);
    default:
        return value_poison();
    }
}

struct value evaluate(struct expander *x, struct scope *scope, const struct node *node)
{
    if (x->stopped)
        return value_poison();
    if (x->depth >= LIMIT_EVALUATION)
        return limit_passed(x, scope, MT1040, node->span, LIMIT_EVALUATION);
    x->depth++;
    struct value value = evaluate_node(x, scope, node);
    x->depth--;
    return value;
}
