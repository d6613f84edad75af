/* Patterns: finding them, opening an instance (its body with arguments bound),
   reading its exports. An instance is opened when somebody asks for an export or
   the walk comes to it; its arguments are evaluated when its body asks. */
#include "expand/expander.h"

static void unknown_pattern(struct expander *x, struct scope *scope, struct body *file, const struct atom *name,
                            struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1004, span, scope_frames(scope), name->text);
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < file->patterns.count; i++)
        near_try(&near, atom_text(file->patterns.entries[i].key));
    for (size_t i = 0; i < modules_library_count(); i++)
        near_try(&near, modules_library_name(i));
    report_near(x->reporter, diagnostic, near.best);
}

/* The pattern of a name: of the module said, else of this file, else of the
   library. NULL after MT1004, which is reported only where span is known. */
const struct decl_pattern *pattern_find(struct expander *x, struct scope *scope, const struct atom *module_name,
                                        const struct atom *name, struct span span, struct module **module)
{
    struct body *file = scope->body->module->scope;
    *module = scope->body->module;
    if (module_name) {
        struct symbol *symbol = scope_find(x, &file->scope, module_name);
        if (!symbol || symbol->kind != SYMBOL_MODULE) {
            if (span_known(span))
                fail(x, scope, MT1001, span, module_name->text, NULL);
            return NULL;
        }
        if (!symbol->module)
            return NULL;
        *module = symbol->module;
        file = module_body(x, symbol->module);
    }
    const struct decl_pattern *pattern = map_get(&file->patterns, name);
    if (!pattern && !module_name) {
        struct module *library = modules_library(x->modules, name);
        if (library) {
            *module = library;
            pattern = map_get(&module_body(x, library)->patterns, name);
        }
    }
    if (!pattern && span_known(span))
        unknown_pattern(x, scope, file, name, span);
    return pattern;
}

/* "main"; "jobs-orders" in a family; "shop-main" in an instance 'shop'. */
static const char *instance_name(struct expander *x, const struct body *body, const struct atom *name, struct value key)
{
    struct buffer out;
    struct text text;
    buffer_init(&out, x->arena);
    if (body->pattern)
        buffer_add_format(&out, "%s-", body->name);
    buffer_add(&out, atom_text(name));
    if (key.kind != VALUE_NULL && key_text(x, key, &text)) {
        buffer_add_char(&out, '-');
        buffer_add(&out, text);
    }
    return text_cstring(x->arena, buffer_text(&out));
}

struct instance *instance_declare(struct expander *x, const struct decl_instance *declaration, struct part *part,
                                  struct value key)
{
    struct module *module;
    struct body *body = part->scope->body;
    const struct decl_pattern *pattern = pattern_find(x, part->scope, declaration->module, declaration->pattern,
                                                      declaration->pattern_span, &module);
    if (!pattern)
        return NULL;
    if (declaration->head.head.kind == DECL_TIER && !pattern->is_tier) {
        struct diagnostic *diagnostic = report(x->reporter, MT1019, declaration->pattern_span, scope_frames(part->scope),
            text_format(x->arena, "pattern '%s'", declaration->pattern->text).at);
        report_note(x->reporter, diagnostic, pattern->head.name_span, "it is declared without 'is tier'");
    }
    struct instance *instance = NEW(x->arena, struct instance);
    instance->declaration = &declaration->head;
    instance->pattern = pattern;
    instance->module = module;
    instance->part = part;
    instance->arguments = declaration->arguments;
    instance->span = declaration->head.name_span;
    instance->condition = part->condition;
    instance->stack = body->stack;
    instance->path = path_join(x, body->path, atom_text(declaration->head.name), key);
    instance->name = instance_name(x, body, declaration->head.name, key);
    return instance;
}

/* ---- arguments ---- */

static const struct type_field *parameter_find(const struct decl_pattern *pattern, const struct atom *name)
{
    for (size_t i = 0; i < pattern->parameter_count; i++)
        if (pattern->parameters[i].name == name)
            return &pattern->parameters[i];
    return NULL;
}

/* The argument that a misspelt one was meant to be is not told as missing too. */
static void expect_no_more(struct expander *x, const struct instance *instance, struct text meant)
{
    const struct atom *name = meant.length ? atom_of(x->atoms, meant) : NULL;
    struct symbol *symbol = name ? map_get(&instance->body->scope.symbols, name) : NULL;
    if (!symbol || symbol->argument->given || symbol->argument->has_value || symbol->argument->parameter->standard)
        return;
    symbol->argument->value = value_poison();
    symbol->argument->has_value = true;
}

static void unknown_argument(struct expander *x, const struct instance *instance, const struct atom *name, struct span span)
{
    const struct decl_pattern *pattern = instance->pattern;
    struct diagnostic *diagnostic = report(x->reporter, MT1005, span,
                                           instance->part ? scope_frames(instance->part->scope) : NULL,
                                           pattern->head.name->text, name->text);
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < pattern->parameter_count; i++)
        near_try(&near, atom_text(pattern->parameters[i].name));
    report_near(x->reporter, diagnostic, near.best);
    expect_no_more(x, instance, near.best);
    if (!near.best.length)
        report_note(x->reporter, diagnostic, pattern->head.name_span, "'%s' is declared here", pattern->head.name->text);
}

static struct argument_thunk *bind_parameter(struct expander *x, struct body *body, const struct type_field *parameter)
{
    struct argument_thunk *thunk = NEW(x->arena, struct argument_thunk);
    struct symbol *symbol = map_symbol(x, &body->scope.symbols, parameter->name);
    thunk->parameter = parameter;
    symbol->kind = SYMBOL_ARGUMENT;
    symbol->argument = thunk;
    symbol->part = body->part;
    return thunk;
}

static struct argument_thunk *thunk_of(struct body *body, const struct atom *name)
{
    struct symbol *symbol = map_get(&body->scope.symbols, name);
    return symbol ? symbol->argument : NULL;
}

static void bind_value(struct expander *x, struct instance *instance, struct value_field field)
{
    if (!parameter_find(instance->pattern, field.key)) {
        unknown_argument(x, instance, field.key, field.key_span);
        return;
    }
    struct argument_thunk *thunk = thunk_of(instance->body, field.key);
    thunk->value = field.value;
    thunk->has_value = true;
}

static void bind_field(struct expander *x, struct instance *instance, const struct field *field)
{
    struct scope *caller = instance->part->scope;
    if (!field->key && field->value->kind == NODE_SPREAD) {
        struct value map = evaluate(x, caller, ((const struct unary *)field->value)->operand);
        for (uint32_t i = 0; map.kind == VALUE_MAP && i < map.count; i++)
            bind_value(x, instance, map.fields[i]);
        return;
    }
    if (!field->key) {
        fail(x, caller, MT1030, field->value->span, "an argument's name", "a computed key", NULL);
        return;
    }
    if (!parameter_find(instance->pattern, field->key)) {
        unknown_argument(x, instance, field->key, field->key_span);
        return;
    }
    struct argument_thunk *thunk = thunk_of(instance->body, field->key);
    if (thunk->given) {
        struct diagnostic *diagnostic = report(x->reporter, MT0023, field->key_span, scope_frames(caller), field->key->text);
        report_note(x->reporter, diagnostic, thunk->given->span, "it stands here first");
    }
    thunk->given = field->value;
    thunk->caller = caller;
}

static bool may_be_left_out(struct expander *x, struct body *body, const struct type_field *parameter)
{
    if (parameter->standard || !parameter->type || parameter->type->kind == TYPE_OPTIONAL)
        return true;
    struct value empty = value_map(NULL, 0, SPAN_NONE);
    return type_is_record(&body->scope, parameter->type) && coerce_quietly(x, &body->scope, parameter->type, &empty);
}

static void bind_arguments(struct expander *x, struct instance *instance)
{
    const struct decl_pattern *pattern = instance->pattern;
    struct body *body = instance->body;
    for (size_t i = 0; i < pattern->parameter_count; i++)
        bind_parameter(x, body, &pattern->parameters[i]);
    for (uint32_t i = 0; instance->arguments && i < instance->arguments->head.count; i++)
        bind_field(x, instance, &instance->arguments->fields[i]);
    for (size_t i = 0; i < instance->value_count; i++)
        bind_value(x, instance, instance->values[i]);
    for (size_t i = 0; i < pattern->parameter_count; i++) {
        const struct type_field *parameter = &pattern->parameters[i];
        struct argument_thunk *thunk = thunk_of(body, parameter->name);
        if (thunk->given || thunk->has_value || may_be_left_out(x, body, parameter))
            continue;
        struct diagnostic *diagnostic = report(x->reporter, MT1006, instance->span,
                                               instance->part ? scope_frames(instance->part->scope) : NULL,
                                               pattern->head.name->text, parameter->name->text);
        report_note(x->reporter, diagnostic, parameter->name_span, "declared here");
        thunk->value = value_poison();
        thunk->has_value = true;
    }
}

/* An argument's value: what was given, or the default, as its type wants it. */
struct value argument_value(struct expander *x, struct symbol *symbol)
{
    struct argument_thunk *thunk = symbol->argument;
    const struct type_field *parameter = thunk->parameter;
    struct scope *scope = symbol->part->scope;
    struct value value;
    bool given = thunk->has_value || thunk->given;
    if (thunk->has_value)
        value = thunk->value;
    else if (thunk->given)
        value = evaluate(x, thunk->caller, thunk->given);
    if (given && value.kind == VALUE_NULL && parameter->standard)
        given = parameter->type && coerce_quietly(x, scope, parameter->type, &value);
    if (!given) {
        if (parameter->standard)
            value = evaluate(x, scope, parameter->standard);
        else if (parameter->type && type_is_record(scope, parameter->type))
            value = value_map(NULL, 0, parameter->name_span);
        else
            value = value_null(parameter->name_span);
    }
    if (value.kind == VALUE_POISON)
        return value;
    if (thunk->given && !span_known(value.span))
        value.span = thunk->given->span;
    return parameter->type ? coerce(x, scope, parameter->type, value, parameter->name_span) : value;
}

/* ---- opening ---- */

static unsigned frames_depth(const struct frame *frame)
{
    unsigned depth = 0;
    for (; frame; frame = frame->outer)
        depth++;
    return depth;
}

/* Whether a block exports a name, in nested blocks too. */
static bool pattern_exports(const struct block *block, const struct atom *name)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        if (declaration->head.kind == DECL_EXPORT && declaration->name == name)
            return true;
        if (declaration->head.kind == DECL_IF || declaration->head.kind == DECL_WHEN) {
            const struct decl_branch *branch = (const struct decl_branch *)declaration;
            if (pattern_exports(&branch->yes, name) || pattern_exports(&branch->no, name))
                return true;
        }
    }
    return false;
}

static void check_tier_exports(struct expander *x, const struct decl_pattern *pattern)
{
    static const char *const NEEDED[] = { "security_group", "ports" };
    for (size_t i = 0; i < 2; i++)
        if (!pattern_exports(&pattern->body, atom_of_c(x->atoms, NEEDED[i])))
            report(x->reporter, MT1020, pattern->head.name_span, NULL, pattern->head.name->text, NEEDED[i]);
}

/* Makes the instance's body; false when a limit was passed. */
bool instance_open(struct expander *x, struct instance *instance)
{
    if (instance->body)
        return true;
    const struct decl_pattern *pattern = instance->pattern;
    struct body *outer = instance->part ? instance->part->scope->body : x->main;
    struct scope *caller = instance->part ? instance->part->scope : &x->main->scope;
    if (!count_rounds(x, caller, instance->span, 1))
        return false;
    if (frames_depth(outer->frames) >= LIMIT_CALL_DEPTH) {
        if (!x->stopped)
            fail(x, caller, MT1040, instance->span, text_integer(x->arena, LIMIT_CALL_DEPTH).at, NULL);
        x->stopped = true;
        return false;
    }
    struct frame *frame = NEW(x->arena, struct frame);
    *frame = (struct frame){ outer->frames, instance->span, pattern->head.name };
    struct body *body = body_new(x, instance->module, &module_body(x, instance->module)->scope);
    body->outer = outer;
    body->path = instance->path;
    body->name = instance->name;
    body->frames = frame;
    body->stack = instance->stack;
    body->pattern = pattern;
    body->declaration = instance->declaration;
    body->part = part_new(x, &pattern->body, &body->scope, instance->condition);
    instance->body = body;
    if (pattern->is_tier)
        check_tier_exports(x, pattern);
    bind_arguments(x, instance);
    part_declare(x, body->part);
    return true;
}

struct instance *instance_make(struct expander *x, const char *pattern, struct body *outer, struct stack *stack,
                               const char *name, struct span span, const struct condition *condition,
                               const struct value_field *values, size_t count)
{
    struct module *module;
    struct instance *instance = NEW(x->arena, struct instance);
    instance->pattern = pattern_find(x, &outer->scope, NULL, atom_of_c(x->atoms, pattern), span, &module);
    if (!instance->pattern)
        return NULL;
    instance->module = module;
    instance->part = part_new(x, NULL, &outer->scope, condition);
    instance->value_count = count;
    instance->values = values;
    instance->path = path_join(x, "", text_of(name), value_null(span));
    instance->name = name;
    instance->span = span;
    instance->condition = condition;
    instance->stack = stack;
    return instance_open(x, instance) ? instance : NULL;
}

/* ---- exports ---- */

static struct symbol *export_find(struct expander *x, struct instance *instance, const struct atom *name)
{
    return instance_open(x, instance) ? symbol_in(x, &instance->body->exports, name) : NULL;
}

bool instance_has_export(const struct instance *instance, const struct atom *name)
{
    return pattern_exports(&instance->pattern->body, name);
}

static const char *describe_instance(struct expander *x, const struct instance *instance)
{
    return text_format(x->arena, "'%s' (%s)", instance->name, instance->pattern->head.name->text).at;
}

struct value instance_export(struct expander *x, struct scope *scope, struct instance *instance,
                             const struct atom *name, struct span span)
{
    struct symbol *symbol = export_find(x, instance, name);
    if (instance->body && instance->body->broken)
        return value_poison();
    if (symbol) {
        struct value value = symbol_value(x, symbol, name, span);
        if (value.kind >= VALUE_RESOURCE)
            value.span = span;
        return value;
    }
    if (x->stopped)
        return value_poison();
    struct diagnostic *diagnostic = report(x->reporter, MT1007, span, scope_frames(scope),
                                           describe_instance(x, instance), name->text);
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < instance->body->exports.count; i++)
        near_try(&near, atom_text(instance->body->exports.entries[i].key));
    report_near(x->reporter, diagnostic, near.best);
    struct symbol *private = map_get(&instance->body->scope.symbols, name);
    if (private && private->declaration)
        report_note(x->reporter, diagnostic, private->declaration->name_span, "it is private to the pattern");
    return value_poison();
}

struct value instance_export_or_null(struct expander *x, struct instance *instance, const char *name)
{
    const struct atom *atom = atom_of_c(x->atoms, name);
    struct symbol *symbol = export_find(x, instance, atom);
    if (instance->body && instance->body->broken)
        return value_poison();
    return symbol && symbol->kind != SYMBOL_PENDING ? symbol_value(x, symbol, atom, instance->span) : value_null(instance->span);
}

void walk_instance(struct expander *x, struct instance *instance)
{
    if (instance->walked || !instance_open(x, instance))
        return;
    instance->walked = true;
    struct map *symbols = &instance->body->scope.symbols;
    for (size_t i = 0; i < instance->pattern->parameter_count; i++) {
        const struct atom *name = instance->pattern->parameters[i].name;
        symbol_value(x, map_get(symbols, name), name, instance->span);
    }
    walk_part(x, instance->body->part);
}
