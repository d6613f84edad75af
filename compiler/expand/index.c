/* Indices: x[key], of lists, families and maps. A known map asked with a deployed
   key becomes a mapping of the template. */
#include "expand/expander.h"

bool is_half_map(struct value value)
{
    return value.kind == VALUE_INTRINSIC && value.intrinsic->mapping && value.intrinsic->argument.count == 2;
}

struct value find_in_map(struct expander *x, const struct mapping *mapping, struct value first,
                         const struct value *second, struct span span)
{
    struct value *items = new_values(x, 3);
    items[0] = value_string(text_of(mapping->id), span);
    items[1] = first;
    if (second)
        items[2] = *second;
    struct value value = value_intrinsic(x, "Fn::FindInMap", value_list(items, second ? 3 : 2, span), span);
    ((struct value_intrinsic *)value.intrinsic)->mapping = mapping;
    return value;
}

static const char *node_path(struct expander *x, struct scope *scope, const struct node *node)
{
    if (node->kind == NODE_NAME) {
        const struct name *name = (const struct name *)node;
        struct symbol *symbol = scope_find(x, scope, name->name);
        const char *path = symbol && symbol->part ? symbol->part->scope->body->path : "";
        return path_join(x, path, atom_text(name->name), value_null(SPAN_NONE));
    }
    if (node->kind == NODE_MEMBER) {
        const struct member *member = (const struct member *)node;
        const char *base = node_path(x, scope, member->base);
        return base ? path_join(x, base, atom_text(member->name), value_null(SPAN_NONE)) : NULL;
    }
    if (node->kind == NODE_INDEX) {
        const struct binary *index = (const struct binary *)node;
        const char *base = node_path(x, scope, index->left);
        struct value key = evaluate(x, scope, index->right);
        return base && !value_deployed(key) ? path_join(x, base, TEXT(""), key) : NULL;
    }
    return NULL;
}

/* A known map asked with a deployed key: a mapping of the template. */
static struct value mapping_index(struct expander *x, struct scope *scope, struct value base, struct value key,
                                  const struct node *node)
{
    const struct node *base_node = ((const struct binary *)node)->left;
    const char *id = node_path(x, scope, base_node);
    if (!id || !base.count) {
        struct diagnostic *diagnostic = report(x->reporter, MT1032, key.span, scope_frames(scope), "this index");
        report_help(x->reporter, diagnostic, "give the map a name with 'let', and it becomes a mapping of the template");
        return value_poison();
    }
    bool flat = base.fields[0].value.kind != VALUE_MAP;
    struct value table = base;
    if (flat) {
        struct value_field *fields = NEW_ARRAY(x->arena, struct value_field, base.count);
        for (uint32_t i = 0; i < base.count; i++) {
            struct value_field *inner = NEW(x->arena, struct value_field);
            inner->key = atom_of_c(x->atoms, "Value");
            inner->value = base.fields[i].value;
            fields[i] = base.fields[i];
            fields[i].value = value_map(inner, 1, base.fields[i].value.span);
        }
        table.fields = fields;
    }
    struct mapping *mapping = NEW(x->arena, struct mapping);
    mapping->id = id;
    mapping->span = base.span;
    mapping->table = table;
    struct value second = value_string(TEXT("Value"), node->span);
    return find_in_map(x, mapping, key, flat ? &second : NULL, node->span);
}

static struct value list_index(struct expander *x, struct scope *scope, struct value base, struct value key,
                               struct span span)
{
    const struct value *items;
    size_t count;
    if (key.kind == VALUE_ZONE)
        key = value_integer(key.zone->index, key.span);
    if (value_deployed(key))
        return value_intrinsic(x, "Fn::Select", value_pair_list(x, key, base, span), span);
    if (key.kind != VALUE_INTEGER)
        return fail(x, scope, MT1030, key.span, "a number", value_describe(x->arena, key), NULL);
    value_elements(x, scope, base, "", &items, &count);
    if (key.integer < 0 || (uint64_t)key.integer >= count)
        return fail(x, scope, MT1034, key.span, text_integer(x->arena, key.integer).at,
                    text_integer(x->arena, (int64_t)count).at, NULL);
    return items[key.integer];
}

const char *key_written(struct expander *x, struct value key)
{
    struct text text;
    if (!key_text(x, key, &text))
        return value_describe(x->arena, key);
    return text_format(x->arena, key.kind == VALUE_STRING ? "\"%.*s\"" : "%.*s", (int)text.length, text.at).at;
}

static struct value family_index(struct expander *x, struct scope *scope, struct value base, struct value key,
                                 struct span span)
{
    const struct family *family = base.family;
    struct text text = { 0 };
    if (!need_known(x, scope, key, "a family's key"))
        return value_poison();
    const struct value *found = NULL;
    if (key_text(x, key, &text)) {
        const struct atom *atom = atom_find(x->atoms, text);
        found = atom ? map_get(&family->by_key, atom) : NULL;
    }
    if (!found && key.kind == VALUE_INTEGER && key.integer >= 0 && (uint64_t)key.integer < family->members.count)
        found = &family->members.at[key.integer].value;
    if (found) {
        struct value value = *found;
        value.span = span;
        return value;
    }
    struct diagnostic *diagnostic = report(x->reporter, MT1022, key.span, scope_frames(scope), family->name->text,
                                           key_written(x, key));
    struct near near;
    near_start(&near, text);
    for (size_t i = 0; i < family->members.count; i++)
        if (family->members.at[i].key.kind == VALUE_STRING)
            near_try(&near, value_text(family->members.at[i].key));
    if (near.best.length)
        report_near(x->reporter, diagnostic, text_format(x->arena, "\"%.*s\"", (int)near.best.length, near.best.at));
    return value_poison();
}

static struct value map_index(struct expander *x, struct scope *scope, struct value base, struct value key,
                              const struct node *node)
{
    struct text text;
    if (value_deployed(key))
        return mapping_index(x, scope, base, key, node);
    if (!key_text(x, key, &text))
        return fail(x, scope, MT1030, key.span, "a string", value_describe(x->arena, key), NULL);
    const struct atom *atom = atom_find(x->atoms, text);
    const struct value *field = atom ? value_get(base, atom) : NULL;
    if (field)
        return *field;
    struct diagnostic *diagnostic = report(x->reporter, MT1035, key.span, scope_frames(scope), text_cstring(x->arena, text));
    struct near near;
    near_start(&near, text);
    for (uint32_t i = 0; i < base.count; i++)
        near_try(&near, atom_text(base.fields[i].key));
    if (near.best.length)
        report_near(x->reporter, diagnostic, text_format(x->arena, "\"%.*s\"", (int)near.best.length, near.best.at));
    return value_poison();
}

struct value index_value(struct expander *x, struct scope *scope, struct value base, struct value key,
                         const struct node *node)
{
    struct span span = node->span;
    if (base.kind == VALUE_POISON || key.kind == VALUE_POISON)
        return value_poison();
    switch ((enum value_kind)base.kind) {
    case VALUE_LIST:
        return list_index(x, scope, base, key, span);
    case VALUE_FAMILY:
        return family_index(x, scope, base, key, span);
    case VALUE_MAP:
        return map_index(x, scope, base, key, node);
    case VALUE_INTRINSIC:
        if (is_half_map(base)) {
            struct text text;
            if (!value_deployed(key) && key_text(x, key, &text))
                key = value_string(text, key.span);
            return find_in_map(x, base.intrinsic->mapping, base.intrinsic->argument.items[1], &key, span);
        }
        break;
    case VALUE_CHOICE: {
        struct value yes = index_value(x, scope, base.choice->yes, key, node);
        struct value no = index_value(x, scope, base.choice->no, key, node);
        return value_choice(x, base.choice->condition, yes, no, span);
    }
    case VALUE_PARAMETER: case VALUE_ATTRIBUTE: case VALUE_PSEUDO:
        break;
    default:
        return fail(x, scope, MT1030, base.span, "a list or a map", value_describe(x->arena, base), NULL);
    }
    if (key.kind != VALUE_INTEGER && !value_deployed(key))
        return fail(x, scope, MT1030, key.span, "a number", value_describe(x->arena, key), NULL);
    return value_intrinsic(x, "Fn::Select", value_pair_list(x, key, base, span), span);
}
