/* What must be known at compile time, and is not: the message says which
   parameter made it so. Where the standard library needs to know an argument,
   the place is the argument. Called by whatever calculates. */
#include "expand/expander.h"

/* The parameter that makes a value deployed: the first one met. */
static void find_parameter(void *context, struct value value)
{
    const struct parameter **culprit = context;
    if (*culprit)
        return;
    if (value.kind == VALUE_PARAMETER)
        *culprit = value.parameter;
    const struct condition *condition = value.kind == VALUE_CONDITION ? value.condition
                                      : value.kind == VALUE_CHOICE ? value.choice->condition : NULL;
    while (condition && condition->count)
        condition = condition->operands[0];
    if (condition) {
        value_walk(condition->left, find_parameter, culprit);
        value_walk(condition->right, find_parameter, culprit);
    }
}

bool in_library(const struct expander *x, struct span span)
{
    const struct source *source = sources_find(x->modules->sources, span);
    return source && source->kind == SOURCE_LIBRARY;
}

/* The argument of the body's instance that a parameter came through; NULL: none. */
static const struct field *argument_with(struct expander *x, const struct body *body, const struct parameter *culprit)
{
    const struct declaration *declaration = body->declaration;
    if (!declaration || (declaration->head.kind != DECL_INSTANCE && declaration->head.kind != DECL_TIER))
        return NULL;
    const struct object *arguments = ((const struct decl_instance *)declaration)->arguments;
    for (uint32_t i = 0; i < arguments->head.count; i++) {
        const struct field *field = &arguments->fields[i];
        struct symbol *symbol = field->key ? map_get(&body->scope.symbols, field->key) : NULL;
        const struct parameter *found = NULL;
        if (!symbol || symbol->state != STATE_DONE)
            continue;
        value_walk(symbol_value(x, symbol, field->key, field->key_span), find_parameter, &found);
        if (found == culprit)
            return field;
    }
    return NULL;
}

/* The user's argument through which a parameter came into the library, at the
   outermost of the library's patterns; *body becomes that pattern's. */
static const struct field *argument_of_user(struct expander *x, const struct body **body, struct span place,
                                            const struct parameter *culprit)
{
    const struct field *found = NULL;
    while (culprit && (*body)->pattern && in_library(x, place)) {
        found = argument_with(x, *body, culprit);
        if (!found || !in_library(x, found->value->span))
            break;
        place = found->value->span;
        *body = (*body)->outer;
    }
    return found;
}

bool need_known(struct expander *x, struct scope *scope, struct value value, const char *what)
{
    if (value.kind == VALUE_POISON)
        return false;
    if (!value_deployed(value))
        return true;
    const struct parameter *culprit = NULL;
    const struct body *body = scope ? scope->body : NULL;
    value_walk(value, find_parameter, &culprit);
    const struct field *argument = body ? argument_of_user(x, &body, value.span, culprit) : NULL;
    struct diagnostic *diagnostic;
    if (argument) {
        what = text_format(x->arena, "'%s' of '%s'", argument->key->text, body->pattern->head.name->text).at;
        diagnostic = report(x->reporter, MT1032, argument->value->span, body->outer->frames, what);
        report_label(x->reporter, diagnostic, "the parameter '%s' is known only at deploy time", culprit->name->text);
        report_note(x->reporter, diagnostic, value.span, "it is needed here");
    } else {
        diagnostic = report(x->reporter, MT1032, value.span, scope_frames(scope), what);
        report_label(x->reporter, diagnostic, "%s is known only at deploy time", value_describe(x->arena, value));
    }
    if (culprit)
        report_note(x->reporter, diagnostic, culprit->span, "'%s' is a parameter", culprit->name->text);
    if (value.kind == VALUE_CONDITION && !argument)
        report_help(x->reporter, diagnostic, "'when' decides at deploy time");
    else if (culprit)
        report_help(x->reporter, diagnostic, "an 'input' is known at compile time");
    return false;
}
