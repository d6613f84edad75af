/* Types: whether a value is what a declaration asks for, and the value in the
   form that it asks for (a network written as a string, a record with its
   defaults filled in, ports from names). */
#include "expand/type.h"

/* What one conversion needs to know; quiet: only the answer counts. */
struct coercion {
    struct expander *x;
    struct scope *scope;        /* where type names and defaults are looked up */
    bool quiet;
};

static bool convert(struct coercion *c, const struct node *type, struct value *value);

/* ---- the named types ---- */

/* Whether an instance has every export of a pattern: its type, structurally. */
static bool fits_pattern(const struct decl_pattern *pattern, struct value value)
{
    if (value.kind != VALUE_INSTANCE)
        return false;
    if (value.instance->pattern == pattern)
        return true;
    for (size_t i = 0; i < pattern->body.count; i++)
        if (pattern->body.items[i]->head.kind == DECL_EXPORT
            && !instance_has_export(value.instance, pattern->body.items[i]->name))
            return false;
    return true;
}

static void unknown_type(struct coercion *c, const struct name *type)
{
    struct diagnostic *diagnostic = report(c->x->reporter, MT1009, type->head.span, scope_frames(c->scope), type->name->text);
    struct near near;
    near_start(&near, atom_text(type->name));
    type_near_builtin(&near);
    for (size_t i = 0; i < modules_library_count(); i++)
        near_try(&near, modules_library_name(i));
    report_near(c->x->reporter, diagnostic, near.best);
}

static struct scope *file_scope(struct scope *scope)
{
    struct module *module = scope->body->module;
    return module && module->scope ? &((struct body *)module->scope)->scope : scope;
}

static bool convert_named(struct coercion *c, const struct name *type, struct value *value)
{
    enum builtin_type builtin = type->module ? BUILTIN_NONE : type_builtin(type->name);
    if (builtin != BUILTIN_NONE)
        return type_convert_builtin(c->x, c->scope, builtin, value);
    struct scope *file = file_scope(c->scope);
    if (type->module) {
        struct symbol *symbol = scope_find(c->x, file, type->module);
        if (symbol && symbol->kind == SYMBOL_MODULE && symbol->module)
            file = &module_body(c->x, symbol->module)->scope;
    }
    const struct decl_value *alias = map_get(&file->body->types, type->name);
    if (alias) {
        struct coercion inner = *c;
        inner.scope = file;
        if (c->x->depth >= LIMIT_EVALUATION / 8)     /* a type that needs itself */
            return false;
        c->x->depth += 8;
        bool ok = convert(&inner, alias->type, value);
        c->x->depth -= 8;
        return ok;
    }
    struct module *module;
    const struct decl_pattern *pattern = pattern_find(c->x, file, NULL, type->name, SPAN_NONE, &module);
    if (pattern)
        return fits_pattern(pattern, *value);
    unknown_type(c, type);
    *value = value_poison();
    return true;
}

/* ---- the made types ---- */

static bool convert_items(struct coercion *c, const struct node *type, struct value *value)
{
    struct value *items = new_values(c->x, value->count);
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = value->items[i];
        if (!convert(c, type, &items[i]))
            return false;
    }
    value->items = items;
    return true;
}

static bool convert_values(struct coercion *c, const struct node *type, struct value *value)
{
    if (value->kind != VALUE_MAP)
        return value->kind == VALUE_CHOICE;
    struct value_field *fields = NEW_ARRAY(c->x->arena, struct value_field, value->count);
    for (uint32_t i = 0; i < value->count; i++) {
        fields[i] = value->fields[i];
        if (!convert(c, type, &fields[i].value))
            return false;
    }
    value->fields = fields;
    return true;
}

static bool convert_apply(struct coercion *c, const struct type_apply *type, struct value *value)
{
    struct text name = atom_text(type->name);
    const struct node *argument = type->head.count ? type->arguments[0] : NULL;
    if (text_equal_c(name, "list"))
        return type_as_list(c->x, c->scope, value) && (!argument || value->kind != VALUE_LIST || convert_items(c, argument, value));
    if (text_equal_c(name, "map"))
        return !argument ? value->kind == VALUE_MAP : convert_values(c, argument, value);
    if (text_equal_c(name, "ref") && argument && argument->kind == TYPE_RESOURCE) {
        if (value->kind == VALUE_RESOURCE)
            return value->resource->type == ((const struct name *)argument)->name;
        return value->kind == VALUE_STRING || type_deployed_scalar(*value);
    }
    if (text_equal_c(name, "ssm"))
        return type_convert_builtin(c->x, c->scope, BUILTIN_STRING, value);
    if (!c->quiet)
        fail(c->x, c->scope, MT1009, type->name_span, type->name->text, NULL);
    *value = value_poison();
    return true;
}

static bool optional_field(const struct type_field *field)
{
    return field->standard || (field->type && field->type->kind == TYPE_OPTIONAL);
}

static bool convert_field(struct coercion *c, const struct type_field *field, struct value given, struct value_field *out)
{
    const struct value *found = value_get(given, field->name);
    out->key = field->name;
    out->key_span = given.span;
    if (found && !(found->kind == VALUE_NULL && field->standard)) {
        out->value = *found;
        return !field->type || convert(c, field->type, &out->value);
    }
    if (!optional_field(field))
        return false;
    out->value = field->standard ? evaluate(c->x, c->scope, field->standard) : value_null(given.span);
    return !field->standard || !field->type || convert(c, field->type, &out->value);
}

static bool known_field(const struct type_record *record, const struct atom *key)
{
    for (uint32_t i = 0; i < record->head.count; i++)
        if (record->fields[i].name == key)
            return true;
    return false;
}

static void unknown_field(struct coercion *c, const struct type_record *record, const struct value_field *field)
{
    struct diagnostic *diagnostic = report(c->x->reporter, MT0024, field->key_span, scope_frames(c->scope),
                                           field->key->text, type_text(c->x, &record->head).at);
    struct near near;
    near_start(&near, atom_text(field->key));
    for (uint32_t i = 0; i < record->head.count; i++)
        near_try(&near, atom_text(record->fields[i].name));
    report_near(c->x->reporter, diagnostic, near.best);
}

static bool convert_record(struct coercion *c, const struct type_record *record, struct value *value)
{
    if (value->kind == VALUE_INSTANCE) {
        for (uint32_t i = 0; i < record->head.count; i++)
            if (!instance_has_export(value->instance, record->fields[i].name) && !optional_field(&record->fields[i]))
                return false;
        return true;
    }
    if (value->kind != VALUE_MAP)
        return false;
    struct value_field *fields = NEW_ARRAY(c->x->arena, struct value_field, record->head.count);
    for (uint32_t i = 0; i < value->count; i++) {
        if (known_field(record, value->fields[i].key))
            continue;
        if (c->quiet)
            return false;
        unknown_field(c, record, &value->fields[i]);
        *value = value_poison();
        return true;
    }
    for (uint32_t i = 0; i < record->head.count; i++) {
        if (convert_field(c, &record->fields[i], *value, &fields[i]))
            continue;
        const struct value *given = value_get(*value, record->fields[i].name);
        if (given && !c->quiet && record->fields[i].type) {
            *value = coerce(c->x, c->scope, record->fields[i].type, *given, record->fields[i].name_span);
            return true;
        }
        return false;
    }
    value->fields = fields;
    value->count = record->head.count;
    return true;
}

/* Of a union's records the one with most of the value's fields; NULL where none
   has any, or where two have as many. */
static const struct node *nearest_record(const struct list *type, struct value value)
{
    const struct node *nearest = NULL;
    uint32_t most = 0, records = 0;
    for (uint32_t i = 0; i < type->head.count; i++) {
        uint32_t shared = 0;
        if (type->items[i]->kind != TYPE_RECORD)
            continue;
        for (uint32_t k = 0; k < value.count; k++)
            shared += known_field((const struct type_record *)type->items[i], value.fields[k].key);
        if (shared > most || records == 0)
            nearest = type->items[i];
        else if (shared == most)
            nearest = NULL;
        most = shared > most ? shared : most;
        records++;
    }
    return nearest;
}

static bool convert_union(struct coercion *c, const struct list *type, struct value *value)
{
    struct coercion quiet = *c;
    quiet.quiet = true;
    for (uint32_t i = 0; i < type->head.count; i++) {
        struct value attempt = *value;
        if (convert(&quiet, type->items[i], &attempt)) {
            *value = attempt;
            return true;
        }
    }
    /* The message is best about the alternative that was meant. */
    const struct node *record = value->kind == VALUE_MAP ? nearest_record(type, *value) : NULL;
    return record && !c->quiet && convert(c, record, value);
}

static bool convert_literal(struct coercion *c, const struct unary *type, struct value value)
{
    if (value_equal(evaluate(c->x, c->scope, type->operand), value))
        return true;
    return type_deployed_scalar(value);
}

static bool convert(struct coercion *c, const struct node *type, struct value *value)
{
    if (value->kind == VALUE_POISON)
        return true;
    if (value->kind == VALUE_CHOICE && type->kind != TYPE_OPTIONAL) {
        struct value yes = value->choice->yes, no = value->choice->no;
        if ((yes.kind == VALUE_NULL || convert(c, type, &yes)) && (no.kind == VALUE_NULL || convert(c, type, &no))) {
            *value = value_choice(c->x, value->choice->condition, yes, no, value->span);
            return true;
        }
        return false;
    }
    switch (type->kind) {
    case TYPE_NAMED: return convert_named(c, (const struct name *)type, value);
    case TYPE_RESOURCE: return type_convert_builtin(c->x, c->scope, BUILTIN_STRING, value);
    case TYPE_APPLY: return convert_apply(c, (const struct type_apply *)type, value);
    case TYPE_RECORD: return convert_record(c, (const struct type_record *)type, value);
    case TYPE_UNION: return convert_union(c, (const struct list *)type, value);
    case TYPE_LITERAL: return convert_literal(c, (const struct unary *)type, *value);
    case TYPE_OPTIONAL:
        return value->kind == VALUE_NULL || convert(c, ((const struct unary *)type)->operand, value);
    default: return true;
    }
}

bool coerce_quietly(struct expander *x, struct scope *scope, const struct node *type, struct value *value)
{
    struct coercion c = { x, scope, true };
    return convert(&c, type, value);
}

bool type_is_record(struct scope *scope, const struct node *type)
{
    if (type->kind == TYPE_NAMED && !((const struct name *)type)->module) {
        const struct decl_value *alias = map_get(&file_scope(scope)->body->types, ((const struct name *)type)->name);
        return alias && alias->type->kind == TYPE_RECORD;
    }
    return type->kind == TYPE_RECORD;
}

bool type_known(struct expander *x, struct scope *scope, const struct node *type)
{
    struct coercion c = { x, scope, false };
    struct value nothing = value_bool(true, type->span);
    return type->kind != TYPE_NAMED || !convert_named(&c, (const struct name *)type, &nothing)
        || nothing.kind != VALUE_POISON;
}

static void near_literal(const struct node *type, struct near *near)
{
    if (type->kind == TYPE_OPTIONAL)
        type = ((const struct unary *)type)->operand;
    if (type->kind != TYPE_UNION)
        return;
    for (uint32_t i = 0; i < type->count; i++) {
        const struct node *item = ((const struct list *)type)->items[i];
        if (item->kind == TYPE_LITERAL && ((const struct unary *)item)->operand->kind == NODE_STRING)
            near_try(near, ((const struct string *)((const struct unary *)item)->operand)->text);
    }
}

struct value coerce(struct expander *x, struct scope *scope, const struct node *type, struct value value,
                    struct span declared)
{
    struct coercion c = { x, scope, false };
    struct value original = value;
    if (convert(&c, type, &value))
        return value;
    struct diagnostic *diagnostic = report(x->reporter, MT1030, original.span, scope_frames(scope),
                                           type_text(x, type).at, value_describe(x->arena, original));
    if (original.kind == VALUE_STRING) {
        struct near near;
        near_start(&near, value_text(original));
        near_literal(type, &near);
        if (near.best.length)
            report_near(x->reporter, diagnostic, text_format(x->arena, "\"%.*s\"", (int)near.best.length, near.best.at));
    }
    if (span_known(declared))
        report_note(x->reporter, diagnostic, declared, "declared here");
    return value_poison();
}
