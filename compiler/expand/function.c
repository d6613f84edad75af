/* Calls: finding a builtin function, fitting its arguments, fn.NAME. The
   functions themselves stand in function_*.c, a table in each. */
#include "expand/function.h"

#include <stdarg.h>
#include <stdio.h>

static const struct function *const TABLES[] = { FUNCTIONS_LIST, FUNCTIONS_TEXT, FUNCTIONS_NETWORK, FUNCTIONS_DEPLOY };
enum { TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

static const struct function *function_find(const struct atom *name)
{
    for (size_t t = 0; t < TABLE_COUNT; t++)
        for (const struct function *function = TABLES[t]; function->name; function++)
            if (name->text[0] == function->name[0] && text_equal_c(atom_text(name), function->name))
                return function;
    return NULL;
}

static void function_near(struct near *near)
{
    for (size_t t = 0; t < TABLE_COUNT; t++)
        for (const struct function *function = TABLES[t]; function->name; function++)
            near_try(near, text_of(function->name));
}

struct value call_fail(struct call_frame *frame, size_t argument, const char *format, ...)
{
    char message[400];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    struct span span = argument < frame->count ? frame->arguments[argument].span : frame->span;
    if (!span_known(span))
        span = frame->span;
    const char *text = text_format(frame->x->arena, "%s: %s", frame->function->name, message).at;
    return fail(frame->x, frame->scope, frame->function->parameters[0] && strcmp(frame->function->parameters[0], "cidr") == 0
                ? MT1036 : MT1033, span, text, NULL);
}

static bool wrong_kind(struct call_frame *frame, size_t i, const char *wanted)
{
    struct value value = frame->arguments[i];
    if (need_known(frame->x, frame->scope, value, text_format(frame->x->arena, "'%s'", frame->function->name).at))
        fail(frame->x, frame->scope, MT1030, value.span, wanted, value_describe(frame->x->arena, value), NULL);
    return false;
}

bool argument_text(struct call_frame *frame, size_t i, struct text *text)
{
    struct value value = frame->arguments[i];
    if (value.kind == VALUE_ZONE)
        value = value.zone->name;
    if (value.kind == VALUE_STRING || (!value_deployed(value) && value_to_text(frame->x->arena, value, text))) {
        if (value.kind == VALUE_STRING)
            *text = value_text(value);
        return true;
    }
    return wrong_kind(frame, i, "a string");
}

bool argument_integer(struct call_frame *frame, size_t i, int64_t *integer)
{
    struct value value = frame->arguments[i];
    *integer = value.integer;
    return value.kind == VALUE_INTEGER || wrong_kind(frame, i, "a whole number");
}

bool argument_list(struct call_frame *frame, size_t i, const struct value **items, size_t *count)
{
    struct value value = frame->arguments[i];
    if (value.kind == VALUE_LIST) {     /* nearly always: no words for a message */
        *items = value.items;
        *count = value.count;
        return true;
    }
    return value_elements(frame->x, frame->scope, value,
                          text_format(frame->x->arena, "'%s'", frame->function->name).at, items, count);
}

bool argument_map(struct call_frame *frame, size_t i, struct value *map)
{
    *map = frame->arguments[i];
    return map->kind == VALUE_MAP || wrong_kind(frame, i, "an object");
}

bool argument_network(struct call_frame *frame, size_t i, struct network *network)
{
    struct value value = frame->arguments[i];
    if (value.kind == VALUE_CIDR || value.kind == VALUE_IP) {
        *network = value.network;
        return true;
    }
    if (value.kind == VALUE_STRING && network_parse(value_text(value), network))
        return true;
    return wrong_kind(frame, i, "a network");
}

/* ---- calls ---- */

static struct value arity(struct call_frame *frame)
{
    const struct function *function = frame->function;
    size_t wanted = frame->count < function->least ? function->least : function->most;
    const char *how = function->least == function->most ? "" : frame->count < function->least ? "at least " : "at most ";
    frame->count = 0;
    unsigned given = frame->node->head.count;
    return call_fail(frame, 0, "takes %s%zu argument%s, and here %s %u", how, wanted, wanted == 1 ? "" : "s",
                     given == 1 ? "is" : "are", given);
}

static size_t parameter_index(const struct function *function, const struct atom *name)
{
    for (size_t i = 0; i < 4 && function->parameters[i]; i++)
        if (text_equal_c(atom_text(name), function->parameters[i]))
            return i;
    return SIZE_MAX;
}

/* Evaluates the arguments into their places; false after a message. */
static bool fit_arguments(struct call_frame *frame, struct value *values)
{
    struct expander *x = frame->x;
    const struct call *node = frame->node;
    size_t next = 0;
    for (uint32_t i = 0; i < node->head.count; i++) {
        const struct argument *argument = &node->arguments[i];
        size_t place = next;
        if (argument->name) {
            place = parameter_index(frame->function, argument->name);
            if (place == SIZE_MAX || place >= node->head.count) {
                fail(x, frame->scope, MT1005, argument->name_span, frame->function->name, argument->name->text, NULL);
                return false;
            }
        }
        values[place] = evaluate(x, frame->scope, argument->value);
        if (values[place].kind == VALUE_POISON)
            return false;
        if (!span_known(values[place].span))
            values[place].span = argument->value->span;
        if (!frame->function->takes_deployed && value_deployed(values[place])
            && !need_known(x, frame->scope, values[place], text_format(x->arena, "'%s'", frame->function->name).at))
            return false;
        next = place + 1;
    }
    return true;
}

/* fn.NAME(…): the intrinsic, verbatim. */
static struct value intrinsic_call(struct expander *x, struct scope *scope, const struct call *node)
{
    const struct atom *name = ((const struct member *)node->callee)->name;
    bool bare = text_equal_c(atom_text(name), "Ref") || text_equal_c(atom_text(name), "Condition");
    struct value *values = new_values(x, node->head.count);
    for (uint32_t i = 0; i < node->head.count; i++) {
        values[i] = evaluate(x, scope, node->arguments[i].value);
        if (values[i].kind == VALUE_POISON)
            return value_poison();
    }
    struct value argument = node->head.count == 1 ? values[0] : value_list(values, node->head.count, node->head.span);
    return value_intrinsic(x, bare ? name->text : text_format(x->arena, "Fn::%s", name->text).at, argument, node->head.span);
}

static struct value template_call(struct expander *x, struct scope *scope, const struct call *node,
                                  const struct atom *name)
{
    const struct expand_template_functions *functions = x->template_functions;
    if (node->head.count != 1)
        return value_poison();
    struct value argument = evaluate(x, scope, node->arguments[0].value);
    if (argument.kind == VALUE_POISON)
        return argument;
    if (text_equal_c(atom_text(name), "resources")) {
        if (argument.kind == VALUE_STRING)
            return functions->resources(functions->context, atom_of(x->atoms, value_text(argument)), node->head.span);
        if (argument.kind == VALUE_TYPE)
            return functions->resources(functions->context, argument.atom, node->head.span);
        return fail(x, scope, MT1030, argument.span, "a resource type", value_describe(x->arena, argument), NULL);
    }
    if (argument.kind != VALUE_STRING)
        return fail(x, scope, MT1030, argument.span, "a string", value_describe(x->arena, argument), NULL);
    return functions->logical(functions->context, value_text(argument), node->head.span);
}

static bool is_fn(struct expander *x, const struct node *callee)
{
    if (callee->kind != NODE_MEMBER)
        return false;
    const struct node *base = ((const struct member *)callee)->base;
    return base->kind == NODE_NAME && ((const struct name *)base)->name == x->word_fn;
}

static struct value unknown_function(struct expander *x, struct scope *scope, const struct call *node, const char *name)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1008, node->callee->span, scope_frames(scope), name);
    struct near near;
    near_start(&near, text_of(name));
    function_near(&near);
    report_near(x->reporter, diagnostic, near.best);
    return value_poison();
}

struct value evaluate_call(struct expander *x, struct scope *scope, const struct call *node)
{
    if (is_fn(x, node->callee))
        return intrinsic_call(x, scope, node);
    if (node->callee->kind != NODE_NAME)
        return unknown_function(x, scope, node, text_cstring(x->arena, sources_text(x->modules->sources, node->callee->span)));
    const struct atom *name = ((const struct name *)node->callee)->name;
    if (x->template_functions && (text_equal_c(atom_text(name), "resources") || text_equal_c(atom_text(name), "logical")))
        return template_call(x, scope, node, name);
    const struct function *function = function_find(name);
    if (!function)
        return unknown_function(x, scope, node, name->text);
    struct value *values = new_values(x, node->head.count);
    struct call_frame frame = { x, scope, node, node->head.span, node->head.count, values, function };
    if (node->head.count < function->least || node->head.count > function->most)
        return arity(&frame);
    for (uint32_t i = 0; i < node->head.count; i++)
        values[i] = value_null(node->head.span);
    if (!fit_arguments(&frame, values))
        return value_poison();
    struct value value = function->run(&frame);
    if (value.kind != VALUE_POISON && !value_deployed(value))
        value.span = node->head.span;
    return value;
}
