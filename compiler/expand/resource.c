/* Resources: from a declaration to a node of the graph. Properties are
   evaluated, tags laid on, attributes sorted out; overrides come later, when
   everything stands. */
#include "expand/expander.h"

static bool needs_schema(struct text type)
{
    if (!text_starts(type, "AWS::") && !text_starts(type, "Alexa::"))
        return false;   /* Custom::X, third-party types of the registry */
    return !text_ends(type, "::MODULE") && !text_equal_c(type, "AWS::CloudFormation::CustomResource")
        && !text_equal_c(type, "AWS::CDK::Metadata");
}

/* The type that was meant; sought once for each name, however often it stands. */
static struct text nearest_type(struct expander *x, const struct atom *type)
{
    void **place = map_put(x->arena, &x->unknown_types, type);
    if (!*place) {
        struct near near;
        struct text *best = NEW(x->arena, struct text);
        near_start(&near, atom_text(type));
        for (size_t i = 0; i < schema_type_count(); i++)
            near_try(&near, schema_type_name(schema_type_at(i)));
        *best = near.best;
        *place = best;
    }
    return *(struct text *)*place;
}

static void unknown_resource_type(struct expander *x, struct scope *scope, const struct decl_resource *declaration)
{
    struct diagnostic *diagnostic = report(x->reporter, MT2001, declaration->type_span, scope_frames(scope),
                                           declaration->type->text);
    report_near(x->reporter, diagnostic, nearest_type(x, declaration->type));
}

struct resource *resource_declare(struct expander *x, const struct decl_resource *declaration, struct part *part,
                                  struct value key)
{
    struct body *body = part->scope->body;
    struct resource *resource = NEW(x->arena, struct resource);
    resource->id = path_join(x, body->path, atom_text(declaration->head.name), key);
    resource->type = declaration->type;
    resource->schema = schema_type_find(atom_text(declaration->type));
    resource->stack = body->stack;
    resource->span = declaration->head.name_span;
    resource->frames = body->frames;
    resource->description = declaration->head.description;
    resource->condition = part->condition;
    resource->properties = resource->attributes = value_map(NULL, 0, declaration->head.head.span);
    if (!resource->schema && needs_schema(atom_text(declaration->type)))
        unknown_resource_type(x, part->scope, declaration);
    return resource;
}

/* ---- values fit for a template ---- */

static struct value settle(struct expander *x, struct scope *scope, struct value value);

static struct value settle_items(struct expander *x, struct scope *scope, struct value value)
{
    struct value *items = NULL;
    for (uint32_t i = 0; i < value.count; i++) {
        struct value item = settle(x, scope, value.items[i]);
        if (!items && item.kind == value.items[i].kind && item.items == value.items[i].items)
            continue;
        if (!items) {
            items = new_values(x, value.count);
            memcpy(items, value.items, value.count * sizeof *items);
        }
        items[i] = item;
    }
    if (items)
        value.items = items;
    return value;
}

static struct value settle_fields(struct expander *x, struct scope *scope, struct value value)
{
    struct value_field *fields = NULL;
    for (uint32_t i = 0; i < value.count; i++) {
        if (value.fields[i].said && !need_known(x, scope, *value.fields[i].said, "an object's key in a template"))
            return value_poison();
        struct value item = settle(x, scope, value.fields[i].value);
        if (!fields && item.kind == value.fields[i].value.kind && item.items == value.fields[i].value.items)
            continue;
        if (!fields) {
            fields = arena_alloc(x->arena, value.count * sizeof *fields);
            memcpy(fields, value.fields, value.count * sizeof *fields);
        }
        fields[i].value = item;
    }
    if (fields)
        value.fields = fields;
    return value;
}

static struct value settle_choice(struct expander *x, struct scope *scope, const struct condition *condition,
                                  struct value yes, struct value no, struct span span)
{
    struct value_choice *choice = NEW(x->arena, struct value_choice);
    *choice = (struct value_choice){ condition_named(x, scope, condition), settle(x, scope, yes), settle(x, scope, no) };
    return (struct value){ .kind = VALUE_CHOICE, .span = span, .choice = choice };
}

/* Turns what only the program knows (families, conditions as values) into what
   a template can say; an instance or a name space cannot stand there at all. */
static struct value settle(struct expander *x, struct scope *scope, struct value value)
{
    const struct value *items;
    size_t count;
    if (++x->weight > LIMIT_VALUES) {
        count_rounds(x, scope, value.span, LIMIT_LOOP_ROUNDS + 1);
        return value_poison();
    }
    switch ((enum value_kind)value.kind) {
    case VALUE_LIST:
        return settle_items(x, scope, value);
    case VALUE_MAP:
        return settle_fields(x, scope, value);
    case VALUE_FAMILY:
        value_elements(x, scope, value, "", &items, &count);
        return settle_items(x, scope, value_list(items, count, value.span));
    case VALUE_CONDITION:
        return settle_choice(x, scope, value.condition, value_bool(true, value.span), value_bool(false, value.span), value.span);
    case VALUE_CHOICE:
        return settle_choice(x, scope, value.choice->condition, value.choice->yes, value.choice->no, value.span);
    case VALUE_INTRINSIC:
        if (value.intrinsic->mapping && value.intrinsic->argument.count == 2)
            return fail(x, scope, MT1030, value.span, "a value", "a mapping that lacks its second key", NULL);
        return value;
    case VALUE_INSTANCE: case VALUE_SPACE: {
        struct diagnostic *diagnostic = report(x->reporter, MT1030, value.span, scope_frames(scope), "a value for the template",
                                               value_describe(x->arena, value));
        if (value.kind == VALUE_INSTANCE)
            report_help(x->reporter, diagnostic, "name one of its exports: '%s.…'", value.instance->name);
        return value_poison();
    }
    default:
        return value;
    }
}

struct value settled_value(struct expander *x, struct scope *scope, const struct node *node)
{
    return settle(x, scope, evaluate(x, scope, node));
}

/* ---- fields ---- */

/* Of what is not known for a mistake in it, nothing more is known with the field. */
static struct value with_field(struct expander *x, struct value map, struct value_field field)
{
    if (map.kind == VALUE_POISON)
        return map;
    struct value_field *fields = arena_alloc(x->arena, (map.count + 1) * sizeof *fields);
    uint32_t i = 0;
    if (map.count)
        memcpy(fields, map.fields, map.count * sizeof *fields);
    while (i < map.count && fields[i].key != field.key)
        i++;
    fields[i] = field;
    return value_map(fields, i == map.count ? map.count + 1 : map.count, map.span);
}

void resource_set_property(struct expander *x, struct resource *resource, const char *key, struct value value)
{
    struct value_field field = { atom_of_c(x->atoms, key), value.span, value, NULL };
    resource->properties = with_field(x, resource->properties, field);
}

static struct value merge_maps(struct expander *x, struct value old, struct value new)
{
    for (uint32_t i = 0; i < new.count; i++) {
        struct value_field field = new.fields[i];
        const struct value *there = value_get(old, field.key);
        if (there && there->kind == VALUE_MAP && field.value.kind == VALUE_MAP)
            field.value = merge_maps(x, *there, field.value);
        old = with_field(x, old, field);
    }
    return old;
}

void resource_add_metadata(struct expander *x, struct resource *resource, struct value metadata)
{
    struct value_field field = { atom_of_c(x->atoms, "Metadata"), metadata.span, metadata, NULL };
    resource->attributes = merge_maps(x, resource->attributes, value_map(&field, 1, metadata.span));
}

/* ---- tags ---- */

static struct value tag_item(struct expander *x, const struct value_field *tag, bool propagate)
{
    struct value_field *fields = NEW_ARRAY(x->arena, struct value_field, 3);
    fields[0].key = atom_of_c(x->atoms, "Key");
    fields[0].value = value_string(atom_text(tag->key), tag->key_span);
    fields[1].key = atom_of_c(x->atoms, "Value");
    fields[1].value = tag->value;
    fields[2].key = atom_of_c(x->atoms, "PropagateAtLaunch");
    fields[2].value = value_bool(true, tag->key_span);
    return value_map(fields, propagate ? 3 : 2, tag->key_span);
}

static bool has_tag(struct value list, const struct atom *key)
{
    for (uint32_t i = 0; i < list.count; i++) {
        const struct value *own = value_get_c(list.items[i], "Key");
        if (own && own->kind == VALUE_STRING && text_equal(value_text(*own), atom_text(key)))
            return true;
    }
    return false;
}

static struct value add_tag(struct expander *x, enum schema_tags form, struct value tags, const struct value_field *tag)
{
    if (form == SCHEMA_TAGS_MAP)
        return value_get(tags, tag->key) ? tags : with_field(x, tags, *tag);
    if (has_tag(tags, tag->key))
        return tags;
    struct value *items = new_values(x, tags.count + 1);
    if (tags.count)
        memcpy(items, tags.items, tags.count * sizeof *items);
    items[tags.count] = tag_item(x, tag, form == SCHEMA_TAGS_GROUP);
    return value_list(items, tags.count + 1, tags.span);
}

/* Some types take tags in some regions only: those that tags are laid on take them where the stack goes, or in every region
   where the program does not say where that is. */
static bool takes_tags_here(const struct resource *resource)
{
    const struct schema_property *property = schema_property_find(schema_type_shape(resource->schema),
                                                                  schema_type_tags_property(resource->schema));
    bool said = resource->stack->region.kind == VALUE_STRING;
    size_t count = !property ? 0 : said ? 1 : schema_region_count();
    for (size_t i = 0; i < count; i++)
        if (schema_property_region(property, said ? value_text(resource->stack->region) : schema_region_at(i)) == SCHEMA_REGION_NO)
            return false;
    return true;
}

static void lay_tags(struct expander *x, struct resource *resource, struct body *body, struct part *part)
{
    enum schema_tags form = resource->schema ? schema_type_tags(resource->schema) : SCHEMA_TAGS_NONE;
    if (form == SCHEMA_TAGS_NONE)
        return;
    const struct atom *name = NULL;
    struct value tags = { 0 };
    for (; body; body = body->outer) {      /* the nearest `tags` win */
        for (size_t i = body->tags.count; i-- > 0;) {
            struct value laid = settle(x, part->scope, evaluate(x, &body->scope, body->tags.at[i]));
            if (laid.kind != VALUE_MAP)
                continue;
            if (!name && !takes_tags_here(resource))
                return;
            if (!name) {
                name = atom_of(x->atoms, schema_type_tags_property(resource->schema));
                const struct value *own = value_get(resource->properties, name);
                if (own && own->kind != VALUE_NULL && own->kind != (form == SCHEMA_TAGS_MAP ? VALUE_MAP : VALUE_LIST))
                    return;     /* a deployed list: nothing can be said of its keys */
                tags = own && own->kind != VALUE_NULL ? *own
                     : form == SCHEMA_TAGS_MAP ? value_map(NULL, 0, laid.span) : value_list(NULL, 0, laid.span);
            }
            for (uint32_t k = 0; k < laid.count; k++)
                tags = add_tag(x, form, tags, &laid.fields[k]);
        }
    }
    if (name && tags.count)
        resource->properties = with_field(x, resource->properties, (struct value_field){ name, tags.span, tags, NULL });
}

/* ---- attributes: with { … } ---- */

struct depends_list {
    VEC(struct resource *) list;
};

static void add_depends(struct expander *x, struct scope *scope, struct depends_list *depends, struct value value)
{
    const struct value *items;
    size_t count;
    if (value.kind == VALUE_NULL || value.kind == VALUE_POISON)
        return;
    if (value.kind == VALUE_RESOURCE) {
        for (size_t i = 0; i < depends->list.count; i++)
            if (depends->list.at[i] == value.resource)
                return;
        *VEC_ADD(x->arena, &depends->list) = value.resource;
        return;
    }
    if (value.kind == VALUE_CHOICE) {
        add_depends(x, scope, depends, value.choice->yes);
        add_depends(x, scope, depends, value.choice->no);
        return;
    }
    if (value.kind != VALUE_LIST && value.kind != VALUE_FAMILY) {
        fail(x, scope, MT1030, value.span, "a resource or a list of them", value_describe(x->arena, value), NULL);
        return;
    }
    if (value_elements(x, scope, value, "'DependsOn'", &items, &count))
        for (size_t i = 0; i < count; i++)
            add_depends(x, scope, depends, items[i]);
}

static void set_id(struct expander *x, struct scope *scope, struct resource *resource, struct value value)
{
    if (value.kind == VALUE_STRING)
        resource->id = value.string;
    else if (value.kind != VALUE_POISON && need_known(x, scope, value, "a logical ID"))
        fail(x, scope, MT1030, value.span, "a string", value_describe(x->arena, value), NULL);
}

static const char *const ATTRIBUTES[] = {
    "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Metadata", "Condition", "id"
};

static void unknown_attribute(struct expander *x, struct scope *scope, const struct value_field *field)
{
    struct diagnostic *diagnostic = report(x->reporter, MT2007, field->key_span, scope_frames(scope), field->key->text);
    struct near near;
    near_start(&near, atom_text(field->key));
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++)
        near_try(&near, text_of(ATTRIBUTES[i]));
    report_near(x->reporter, diagnostic, near.best);
}

static bool known_attribute(struct text name)
{
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++)
        if (text_equal_c(name, ATTRIBUTES[i]))
            return true;
    return false;
}

static void set_attributes(struct expander *x, struct scope *scope, struct resource *resource,
                           const struct object *object)
{
    if (!object)
        return;
    struct depends_list depends = { 0 };
    struct value given = object_value(x, scope, object);
    for (uint32_t i = 0; given.kind == VALUE_MAP && i < given.count; i++) {
        struct value_field field = given.fields[i];
        struct text name = atom_text(field.key);
        if (text_equal_c(name, "DependsOn")) {
            add_depends(x, scope, &depends, field.value);
        } else if (text_equal_c(name, "id")) {
            set_id(x, scope, resource, field.value);
        } else if (text_equal_c(name, "Condition")) {
            struct value truth = truth_of(x, scope, field.value, "'Condition'");
            if (truth.kind == VALUE_CONDITION)
                resource->condition = condition_join(x, scope, resource->condition, condition_named(x, scope, truth.condition));
        } else if (!known_attribute(name)) {
            unknown_attribute(x, scope, &field);
        } else {
            field.value = settle(x, scope, field.value);
            resource->attributes = with_field(x, resource->attributes, field);
        }
    }
    if (depends.list.count) {
        resource->depends = depends.list.at;
        resource->depends_count = depends.list.count;
    }
}

/* ---- the whole ---- */

static bool logical_id_ok(const char *id)
{
    size_t length = strlen(id);
    for (size_t i = 0; i < length; i++)
        if (!((id[i] >= 'a' && id[i] <= 'z') || (id[i] >= 'A' && id[i] <= 'Z') || (id[i] >= '0' && id[i] <= '9')))
            return false;
    return length >= 1 && length <= 255;
}

static const struct atom *id_key(struct expander *x, const struct stack *stack, const char *id)
{
    return stack->is_default ? atom_of_c(x->atoms, id) : atom_of(x->atoms, text_format(x->arena, "%s/%s", stack->name->text, id));
}

const struct resource *resource_by_id(struct expander *x, const struct stack *stack, const char *id)
{
    return map_get(&x->ids, id_key(x, stack, id));
}

/* Takes the resource's ID in its stack; a mistake where another has it. */
static void resource_claim_id(struct expander *x, struct resource *resource)
{
    if (!logical_id_ok(resource->id)) {
        struct diagnostic *diagnostic = report(x->reporter, MT1015, resource->span, resource->frames, resource->id);
        report_help(x->reporter, diagnostic, "logical IDs are 1 to 255 letters and digits");
        return;
    }
    void **place = map_put(x->arena, &x->ids, id_key(x, resource->stack, resource->id));
    struct resource *other = *place;
    *place = resource;
    if (!other)
        return;
    struct diagnostic *diagnostic = report(x->reporter, MT1014, resource->span, resource->frames, resource->id);
    report_note(x->reporter, diagnostic, other->span, "the other one");
    report_help(x->reporter, diagnostic, "'with { id: \"…\" }' pins another");
}

void walk_resource(struct expander *x, const struct decl_resource *declaration, struct part *part,
                   struct resource *resource)
{
    struct scope *scope = part->scope;
    struct value properties = settle(x, scope, object_value(x, scope, declaration->properties));
    if (properties.kind == VALUE_MAP || properties.kind == VALUE_POISON)    /* poison: a spread of a mistake */
        resource->properties = properties;
    lay_tags(x, resource, scope->body, part);
    set_attributes(x, scope, resource, declaration->attributes);
    resource->order = (uint32_t)resource->stack->resources.count;
    *VEC_ADD(x->arena, &resource->stack->resources) = resource;
    resource_claim_id(x, resource);
}

/* ---- overrides ---- */

static struct value path_value(struct expander *x, struct scope *scope, const struct node *node);

static struct value nothing_called(struct expander *x, struct scope *scope, struct map *symbols, const struct atom *name,
                                   struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1016, span, scope_frames(scope), name->text);
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < symbols->count; i++)
        near_try(&near, atom_text(symbols->entries[i].key));
    report_near(x->reporter, diagnostic, near.best);
    return value_poison();
}

/* A member for an override: private resources of an instance, too. */
static struct value path_member(struct expander *x, struct scope *scope, const struct member *node)
{
    struct value base = path_value(x, scope, node->base);
    if (base.kind != VALUE_INSTANCE)
        return base.kind == VALUE_POISON ? base : nothing_called(x, scope, &scope->symbols, node->name, node->name_span);
    if (!instance_open(x, base.instance))
        return value_poison();
    struct map *symbols = &base.instance->body->scope.symbols;
    struct symbol *symbol = symbol_in(x, symbols, node->name);
    if (!symbol || symbol->kind == SYMBOL_ARGUMENT)
        symbol = symbol_in(x, &base.instance->body->exports, node->name);
    return symbol ? symbol_value(x, symbol, node->name, node->name_span)
                  : nothing_called(x, scope, symbols, node->name, node->name_span);
}

static struct value path_value(struct expander *x, struct scope *scope, const struct node *node)
{
    if (node->kind == NODE_MEMBER)
        return path_member(x, scope, (const struct member *)node);
    if (node->kind == NODE_INDEX) {
        const struct binary *index = (const struct binary *)node;
        return index_value(x, scope, path_value(x, scope, index->left), evaluate(x, scope, index->right), node);
    }
    const struct atom *name = node->kind == NODE_NAME ? ((const struct name *)node)->name : NULL;
    struct symbol *symbol = name ? scope_find(x, scope, name) : NULL;
    if (symbol)
        return symbol_value(x, symbol, name, node->span);
    return name ? nothing_called(x, scope, &scope->symbols, name, node->span) : evaluate(x, scope, node);
}

static void override_one(struct expander *x, const struct decl_override *declaration, struct scope *scope,
                         struct resource *resource, struct value properties)
{
    const char *old_id = resource->id;
    resource->properties = merge_maps(x, resource->properties, properties);
    struct resource *const *depends = resource->depends;
    size_t depends_count = resource->depends_count;
    set_attributes(x, scope, resource, declaration->attributes);
    if (resource->depends != depends && depends_count) {    /* further ones, not other ones */
        struct depends_list all = { 0 };
        for (size_t i = 0; i < depends_count; i++)
            *VEC_ADD(x->arena, &all.list) = depends[i];
        for (size_t i = 0; i < resource->depends_count; i++)
            add_depends(x, scope, &all, (struct value){ .kind = VALUE_RESOURCE, .resource = resource->depends[i] });
        resource->depends = all.list.at;
        resource->depends_count = all.list.count;
    }
    if (strcmp(old_id, resource->id) != 0)
        resource_claim_id(x, resource);
}

void override_apply(struct expander *x, const struct override_seen *seen)
{
    const struct decl_override *declaration = seen->declaration;
    struct scope *scope = seen->part->scope;
    struct value target = path_value(x, scope, declaration->path);
    if (target.kind == VALUE_POISON)
        return;
    struct value properties = settle(x, scope, object_value(x, scope, declaration->properties));
    if (properties.kind != VALUE_MAP)
        return;
    const struct value *items = &target;
    size_t count = 1;
    if ((target.kind == VALUE_FAMILY || target.kind == VALUE_LIST)
        && !value_elements(x, scope, target, "'override'", &items, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind == VALUE_RESOURCE)
            override_one(x, declaration, scope, items[i].resource, properties);
        else if (items[i].kind != VALUE_POISON)
            fail(x, scope, MT1030, declaration->path->span, "a resource", value_describe(x->arena, items[i]), NULL);
    }
}
