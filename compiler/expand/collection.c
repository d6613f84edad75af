/* Strings with expressions in them, lists, objects and comprehensions. */
#include "expand/expander.h"

/* ---- strings ---- */

struct value concat_values(struct expander *x, const struct value *parts, size_t count, struct span span)
{
    VEC(struct value) list = { .at = arena_alloc(x->arena, count * sizeof *list.at), .room = count };
    struct buffer known;
    buffer_init(&known, x->arena);
    for (size_t i = 0; i < count; i++) {
        const struct value *inner = parts[i].kind == VALUE_CONCAT ? parts[i].items : &parts[i];
        size_t inner_count = parts[i].kind == VALUE_CONCAT ? parts[i].count : 1;
        for (size_t k = 0; k < inner_count; k++) {
            struct text text;
            if (value_deployed(inner[k]) || !value_to_text(x->arena, inner[k], &text)) {
                if (known.length) {
                    *VEC_ADD(x->arena, &list) = value_string(text_copy(x->arena, buffer_text(&known)), span);
                    known.length = 0;
                }
                *VEC_ADD(x->arena, &list) = inner[k];
            } else {
                buffer_add(&known, text);
            }
        }
        if (known.length > LIMIT_STRING_BYTES || list.count > LIMIT_LOOP_ROUNDS)
            return limit_passed(x, NULL, MT1042, span, LIMIT_STRING_BYTES);
    }
    if (known.length || list.count == 0)
        *VEC_ADD(x->arena, &list) = value_string(text_copy(x->arena, buffer_text(&known)), span);
    if (list.count == 1) {
        struct value only = list.at[0];
        only.span = span;
        return only;
    }
    return (struct value){ .kind = VALUE_CONCAT, .span = span, .count = (uint32_t)list.count, .items = list.at };
}

static struct value text_part(struct expander *x, struct scope *scope, struct value value, struct span span)
{
    struct text text;
    if (value.kind == VALUE_POISON)
        return value;
    if (value.kind == VALUE_ZONE)
        value = value.zone->name;
    if (value.kind == VALUE_CONDITION)
        return value_choice(x, condition_named(x, scope, value.condition), value_string(TEXT("true"), span),
                            value_string(TEXT("false"), span), span);
    if (is_half_map(value))
        return fail(x, scope, MT1030, span, "a string", "a mapping that lacks its second key", NULL);
    if (value_deployed(value) || value_to_text(x->arena, value, &text))
        return value;
    struct diagnostic *diagnostic = report(x->reporter, MT1030, span, scope_frames(scope), "a string",
                                           value_describe(x->arena, value));
    if (value.kind == VALUE_LIST || value.kind == VALUE_FAMILY)
        report_help(x->reporter, diagnostic, "join(\",\", …) makes a string of a list");
    return value_poison();
}

struct value evaluate_template(struct expander *x, struct scope *scope, const struct list *node)
{
    struct value *parts = new_values(x, node->head.count);
    bool poison = false;
    for (uint32_t i = 0; i < node->head.count; i++) {
        const struct node *item = node->items[i];
        parts[i] = text_part(x, scope, evaluate(x, scope, item), item->span);
        poison |= parts[i].kind == VALUE_POISON;
    }
    return poison ? value_poison() : concat_values(x, parts, node->head.count, node->head.span);
}

/* ---- lists and objects ---- */

struct value evaluate_list(struct expander *x, struct scope *scope, const struct list *node)
{
    bool spread = false;
    for (uint32_t i = 0; i < node->head.count; i++)
        spread |= node->items[i]->kind == NODE_SPREAD;
    if (!spread) {
        struct value *items = new_values(x, node->head.count);
        for (uint32_t i = 0; i < node->head.count; i++)
            items[i] = evaluate(x, scope, node->items[i]);
        return value_list(items, node->head.count, node->head.span);
    }
    VEC(struct value) list = { 0 };
    for (uint32_t i = 0; i < node->head.count; i++) {
        const struct node *item = node->items[i];
        if (item->kind != NODE_SPREAD) {
            *VEC_ADD(x->arena, &list) = evaluate(x, scope, item);
            continue;
        }
        const struct value *items;
        size_t count;
        struct value inner = evaluate(x, scope, ((const struct unary *)item)->operand);
        if (inner.kind == VALUE_NULL)
            continue;
        if (!value_elements(x, scope, inner, "'...'", &items, &count))
            return value_poison();
        if (list.count + count > LIMIT_LOOP_ROUNDS)
            return limit_passed(x, scope, MT1041, item->span, LIMIT_LOOP_ROUNDS);
        for (size_t k = 0; k < count; k++)
            *VEC_ADD(x->arena, &list) = items[k];
    }
    return value_list(list.at, list.count, node->head.span);
}

/* Fields of an object under construction; a later one of the same key takes the
   earlier one's place (spreads), and is a mistake where both are written out. */
struct object_builder {
    VEC(struct value_field) fields;
    struct map places;      /* key -> index + 1, once there are many */
};

enum { MANY_FIELDS = 12 };

static struct value_field *builder_find(struct expander *x, struct object_builder *builder, const struct atom *key)
{
    if (builder->fields.count > MANY_FIELDS) {
        if (!builder->places.count)
            for (size_t i = 0; i < builder->fields.count; i++)
                *map_put(x->arena, &builder->places, builder->fields.at[i].key) = (void *)(i + 1);
        size_t place = (size_t)map_get(&builder->places, key);
        return place ? &builder->fields.at[place - 1] : NULL;
    }
    for (size_t i = 0; i < builder->fields.count; i++)
        if (builder->fields.at[i].key == key)
            return &builder->fields.at[i];
    return NULL;
}

static void builder_add(struct expander *x, struct object_builder *builder, struct value_field field)
{
    *VEC_ADD(x->arena, &builder->fields) = field;
    if (builder->places.count)
        *map_put(x->arena, &builder->places, field.key) = (void *)builder->fields.count;
}

static bool builder_put(struct expander *x, struct object_builder *builder, struct value_field field)
{
    struct value_field *old = builder_find(x, builder, field.key);
    if (old)
        *old = field;
    else
        builder_add(x, builder, field);
    return old != NULL;
}

static bool add_spread(struct expander *x, struct scope *scope, struct object_builder *builder, struct value value)
{
    if (value.kind == VALUE_NULL)
        return true;
    if (value.kind != VALUE_MAP) {
        if (need_known(x, scope, value, "'...'"))
            fail(x, scope, MT1030, value.span, "an object", value_describe(x->arena, value), NULL);
        return false;
    }
    for (uint32_t i = 0; i < value.count; i++)
        builder_put(x, builder, value.fields[i]);
    return true;
}

/* A key that only the deployment knows may stand in an object that a pattern takes apart; in a template it may not. It is
   told from others by what it says. */
static const struct atom *deployed_key(struct expander *x, struct value key, const struct value **said)
{
    struct value *kept = NEW(x->arena, struct value);
    *kept = key;
    *said = kept;
    return atom_of(x->atoms, text_format(x->arena, "${%s}", value_says(x, key).at));
}

static const struct atom *computed_key(struct expander *x, struct scope *scope, const struct node *node,
                                       const struct value **said)
{
    struct value key = evaluate(x, scope, node);
    struct text text;
    *said = NULL;
    if (key.kind == VALUE_POISON)
        return NULL;
    if (key.kind == VALUE_CONDITION || is_half_map(key)) {
        need_known(x, scope, key, "an object's key");
        return NULL;
    }
    if (value_deployed(key))
        return deployed_key(x, key, said);
    if (key_text(x, key, &text))
        return atom_of(x->atoms, text);
    fail(x, scope, MT1030, node->span, "a string", value_describe(x->arena, key), NULL);
    return NULL;
}

/* object: the place of the whole; a field that stands in it twice is a mistake, one that a spread brought is replaced. */
static bool add_field(struct expander *x, struct scope *scope, struct object_builder *builder, const struct span *object,
                      const struct field *field)
{
    const struct atom *key = field->key;
    struct span key_span = field->key_span;
    const struct node *value = field->value;
    const struct value *said = NULL;
    if (!key && value->kind == NODE_SPREAD)
        return add_spread(x, scope, builder, evaluate(x, scope, ((const struct unary *)value)->operand));
    if (!key) {
        const struct binary *pair = (const struct binary *)value;
        key = computed_key(x, scope, pair->left, &said);
        key_span = pair->left->span;
        value = pair->right;
        if (!key)
            return false;
    }
    struct value_field *old = builder_find(x, builder, key);
    if (old && (field->key || said) && old->key_span.low >= object->low && old->key_span.low < key_span.low) {
        struct diagnostic *diagnostic = report(x->reporter, MT0023, key_span, scope_frames(scope), key->text);
        report_note(x->reporter, diagnostic, old->key_span, "it stands here first");
        return true;
    }
    struct value_field written = { key, key_span, evaluate(x, scope, value), said };
    if (old)
        *old = written;
    else
        builder_add(x, builder, written);
    return true;
}

struct value object_value(struct expander *x, struct scope *scope, const struct object *node)
{
    struct object_builder builder = { 0 };
    bool spread = false;
    for (uint32_t i = 0; i < node->head.count; i++)
        spread |= !node->fields[i].key;
    if (!spread) {
        builder.fields.at = arena_alloc(x->arena, node->head.count * sizeof *builder.fields.at);
        builder.fields.room = node->head.count;
    }
    for (uint32_t i = 0; i < node->head.count; i++)
        if (!add_field(x, scope, &builder, &node->head.span, &node->fields[i]))
            return value_poison();
    return value_map(builder.fields.at, builder.fields.count, node->head.span);
}

/* One round of a comprehension: the scope with its names bound. */
static struct scope *comprehension_round(struct expander *x, struct scope *scope, const struct comprehension *node,
                                         struct value source, const struct value *items, size_t i)
{
    struct scope *round = round_scope(x, scope);
    if (source.kind == VALUE_MAP) {
        round_bind(x, round, node->first, value_key(&source.fields[i]));
        round_bind(x, round, node->second, source.fields[i].value);
    } else {
        round_bind(x, round, node->first, items[i]);
        round_bind(x, round, node->second, value_integer((int64_t)i, node->second_span));
    }
    return round;
}

struct value evaluate_comprehension(struct expander *x, struct scope *scope, const struct comprehension *node)
{
    struct value source = evaluate(x, scope, node->source);
    const struct value *items = NULL;
    size_t count = source.count;
    bool object = node->head.kind == NODE_FOR_OBJECT;
    struct object_builder builder = { 0 };
    VEC(struct value) list = { 0 };
    if (source.kind != VALUE_MAP && !value_elements(x, scope, source, "the list of a loop", &items, &count))
        return value_poison();
    if (!count_rounds(x, scope, node->source->span, count))
        return value_poison();
    for (size_t i = 0; i < count; i++) {
        struct scope *round = comprehension_round(x, scope, node, source, items, i);
        if (node->condition) {
            struct value truth = truth_of(x, round, evaluate(x, round, node->condition), "the condition of a loop");
            if (truth.kind == VALUE_CONDITION)
                return fail(x, scope, MT1032, node->condition->span, "the condition of a loop", NULL);
            if (truth.kind == VALUE_POISON)
                return truth;
            if (!truth.integer)
                continue;
        }
        struct value value = evaluate(x, round, node->value);
        if (!object) {
            *VEC_ADD(x->arena, &list) = value;
            continue;
        }
        const struct value *said;
        const struct atom *key = computed_key(x, round, node->key, &said);
        if (!key)
            return value_poison();
        builder_put(x, &builder, (struct value_field){ key, node->key->span, value, said });
    }
    if (object)
        return value_map(builder.fields.at, builder.fields.count, node->head.span);
    return value_list(list.at, list.count, node->head.span);
}
