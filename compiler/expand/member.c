/* Members: x.name. What a name after the dot means depends on what stands before
   it: an attribute of a resource, an export of an instance, a key, a unit. */
#include "expand/expander.h"

static struct value quantity_member(struct value base, const struct atom *name, bool *found)
{
    static const struct { enum value_kind kind; const char *name; int64_t size; } MEMBERS[] = {
        { VALUE_DURATION, "ms", 1 }, { VALUE_DURATION, "seconds", 1000 }, { VALUE_DURATION, "minutes", 60000 },
        { VALUE_DURATION, "hours", 3600000 }, { VALUE_DURATION, "days", 86400000 },
        { VALUE_SIZE, "bytes", 1 }, { VALUE_SIZE, "kib", 1 << 10 }, { VALUE_SIZE, "mib", 1 << 20 },
        { VALUE_SIZE, "gib", 1 << 30 }, { VALUE_SIZE, "tib", 1LL << 40 },
    };
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++) {
        if (MEMBERS[i].kind != (enum value_kind)base.kind || !text_equal_c(atom_text(name), MEMBERS[i].name))
            continue;
        *found = true;
        if (base.integer % MEMBERS[i].size == 0)
            return value_integer(base.integer / MEMBERS[i].size, base.span);
        return value_number((double)base.integer / (double)MEMBERS[i].size, base.span);
    }
    *found = false;
    return value_poison();
}

static struct value number_value(double number, struct span span)
{
    if (number == (double)(int64_t)number)
        return value_integer((int64_t)number, span);
    return value_number(number, span);
}

static struct value known_member(struct expander *x, struct value base, const struct atom *name, bool *found)
{
    struct text text = atom_text(name);
    *found = true;
    switch ((enum value_kind)base.kind) {
    case VALUE_DURATION: case VALUE_SIZE:
        return quantity_member(base, name, found);
    case VALUE_PERCENT:
        if (text_equal_c(text, "fraction"))
            return number_value(base.number / 100, base.span);
        if (text_equal_c(text, "number"))
            return number_value(base.number, base.span);
        break;
    case VALUE_RANGE:
        if (text_equal_c(text, "min"))
            return number_value(base.range->low, base.span);
        if (text_equal_c(text, "max"))
            return number_value(base.range->high, base.span);
        break;
    case VALUE_ZONE:
        if (text_equal_c(text, "name"))
            return base.zone->name;
        if (text_equal_c(text, "index"))
            return value_integer(base.zone->index, base.span);
        if (text_equal_c(text, "letter")) {
            struct text letter;
            key_text(x, base, &letter);
            return value_string(letter, base.span);
        }
        break;
    case VALUE_CIDR: case VALUE_IP:
        if (text_equal_c(text, "prefix"))
            return value_integer(base.network.prefix, base.span);
        if (text_equal_c(text, "address")) {
            struct value address = base;
            address.kind = VALUE_IP;
            return address;
        }
        break;
    default:
        break;
    }
    *found = false;
    return value_poison();
}

static struct value pseudo_member(struct expander *x, struct scope *scope, const struct atom *name, struct span span)
{
    static const char *const PSEUDO[][2] = {
        { "region", "AWS::Region" }, { "account", "AWS::AccountId" }, { "partition", "AWS::Partition" },
        { "stack_name", "AWS::StackName" }, { "stack_id", "AWS::StackId" }, { "url_suffix", "AWS::URLSuffix" },
        { "notification_arns", "AWS::NotificationARNs" },
    };
    for (size_t i = 0; i < sizeof PSEUDO / sizeof *PSEUDO; i++)
        if (text_equal_c(atom_text(name), PSEUDO[i][0]))
            return (struct value){ .kind = VALUE_PSEUDO, .span = span, .atom = atom_of_c(x->atoms, PSEUDO[i][1]) };
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < sizeof PSEUDO / sizeof *PSEUDO; i++)
        near_try(&near, text_of(PSEUDO[i][0]));
    report_near(x->reporter, report(x->reporter, MT1007, span, scope_frames(scope), "'aws'", name->text), near.best);
    return value_poison();
}

/* How many instances of the same pattern stand above this one in its block. */
static int64_t instance_order(const struct body *body)
{
    const struct part *part = body->outer ? body->outer->part : NULL;
    int64_t order = 0;
    for (size_t i = 0; part && part->block && body->declaration && i < part->block->count; i++) {
        const struct declaration *other = part->block->items[i];
        if (other == body->declaration)
            break;
        if (other->head.kind == DECL_INSTANCE || other->head.kind == DECL_TIER)
            order += ((const struct decl_instance *)other)->pattern == body->pattern->head.name;
    }
    return order;
}

static struct value self_member(struct expander *x, struct scope *scope, const struct atom *name, struct span span)
{
    const struct body *body = scope->body;
    bool in_pattern = body->pattern != NULL;
    if (text_equal_c(atom_text(name), "name"))
        return value_string(in_pattern ? text_of(body->name) : atom_text(body->stack->name), span);
    if (text_equal_c(atom_text(name), "path"))
        return value_string(in_pattern ? text_of(body->path)
                                       : text_of(path_join(x, "", atom_text(body->stack->name), value_null(span))), span);
    if (text_equal_c(atom_text(name), "region"))
        return body->stack->region;
    if (text_equal_c(atom_text(name), "order") && in_pattern)
        return value_integer(instance_order(body), span);
    return fail(x, scope, MT1007, span, "'self'", name->text, NULL);
}

static struct value no_member(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
                              struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1007, span, scope_frames(scope),
                                           value_describe(x->arena, base), name->text);
    struct near near;
    near_start(&near, atom_text(name));
    if (base.kind == VALUE_MAP)
        for (uint32_t i = 0; i < base.count; i++)
            near_try(&near, atom_text(base.fields[i].key));
    report_near(x->reporter, diagnostic, near.best);
    return value_poison();
}

static struct value member_of_value(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
                                    struct span span);

/* The same member of every element: xs[*].Arn, and of both sides of a choice. */
static struct value each_member(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
                                struct span span)
{
    if (base.kind == VALUE_CHOICE) {
        struct value yes = base.choice->yes, no = base.choice->no;
        yes = yes.kind == VALUE_NULL ? yes : member_of_value(x, scope, yes, name, span);
        no = no.kind == VALUE_NULL ? no : member_of_value(x, scope, no, name, span);
        return value_choice(x, base.choice->condition, yes, no, span);
    }
    const struct value *items;
    size_t count;
    if (!value_elements(x, scope, base, "", &items, &count))
        return value_poison();
    struct value *results = new_values(x, count);
    for (size_t i = 0; i < count; i++) {
        results[i] = member_of_value(x, scope, items[i], name, span);
        if (results[i].kind == VALUE_POISON)
            return value_poison();
    }
    return value_list(results, count, span);
}

static struct value attribute_value(struct expander *x, struct resource *resource, const struct atom *name,
                                    struct span span)
{
    struct value_attribute *attribute = NEW(x->arena, struct value_attribute);
    attribute->resource = resource;
    attribute->name = name;
    return (struct value){ .kind = VALUE_ATTRIBUTE, .span = span, .attribute = attribute };
}

static struct value unknown_attribute(struct expander *x, struct scope *scope, struct resource *resource,
                                      const struct atom *name, struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT2002, span, scope_frames(scope), name->text, resource->type->text);
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < schema_attribute_count(resource->schema); i++)
        near_try(&near, schema_attribute_at(resource->schema, i));
    report_near(x->reporter, diagnostic, near.best);
    if (!near.best.length && schema_property_find(schema_type_shape(resource->schema), atom_text(name)))
        report_help(x->reporter, diagnostic, "'%s' is a property, and CloudFormation gives back only attributes", name->text);
    return value_poison();
}

static struct value resource_member(struct expander *x, struct scope *scope, struct resource *resource,
                                    const struct atom *name, struct span span)
{
    if (!resource->schema || schema_attribute_exists(resource->schema, atom_text(name)))
        return attribute_value(x, resource, name, span);
    return unknown_attribute(x, scope, resource, name, span);
}

static struct value member_of_value(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
                                    struct span span)
{
    bool found;
    struct value value;
    switch ((enum value_kind)base.kind) {
    case VALUE_POISON:
        return base;
    case VALUE_MAP: {
        const struct value *field = value_get(base, name);
        return field ? *field : no_member(x, scope, base, name, span);
    }
    case VALUE_RESOURCE:
        return resource_member(x, scope, base.resource, name, span);
    case VALUE_INSTANCE:
        return instance_export(x, scope, base.instance, name, span);
    case VALUE_SPACE:
        if (base.atom == x->word_aws)
            return pseudo_member(x, scope, name, span);
        if (base.atom == x->word_self)
            return self_member(x, scope, name, span);
        return fail(x, scope, MT1030, span, "a call such as fn.Name(…)", "a name", NULL);
    case VALUE_CHOICE: case VALUE_LIST: case VALUE_FAMILY:
        return each_member(x, scope, base, name, span);
    case VALUE_INTRINSIC:
        if (is_half_map(base)) {
            struct value key = value_string(atom_text(name), span);
            return find_in_map(x, base.intrinsic->mapping, base.intrinsic->argument.items[1], &key, span);
        }
        return no_member(x, scope, base, name, span);
    default:
        value = known_member(x, base, name, &found);
        if (found) {
            value.span = base.span;
            return value;
        }
        return no_member(x, scope, base, name, span);
    }
}

/* A resource takes the longest run of names that is an attribute
   ("Endpoint.Address"); where none is, the whole run is the mistake. chain[count]
   is the first name, those before it follow. Answers how many further names the
   attribute takes. */
static size_t attribute_run(struct expander *x, const struct resource *resource, const struct member *const *chain,
                            size_t count, const struct atom **name)
{
    struct text path = atom_text(chain[count]->name);
    size_t taken = schema_attribute_exists(resource->schema, path) ? 0 : SIZE_MAX;
    for (size_t further = 1; further <= count; further++) {
        path = text_format(x->arena, "%.*s.%s", (int)path.length, path.at, chain[count - further]->name->text);
        if (schema_attribute_exists(resource->schema, path)) {
            taken = further;
            *name = atom_of(x->atoms, path);
        }
    }
    if (taken != SIZE_MAX)
        return taken;
    *name = atom_of(x->atoms, path);
    return count;
}

/* x.a.b.c */
struct value evaluate_member(struct expander *x, struct scope *scope, const struct member *node)
{
    const struct member *chain[32];
    size_t count = 0;
    const struct node *base_node = &node->head;
    while (base_node->kind == NODE_MEMBER && count < 32) {
        chain[count++] = (const struct member *)base_node;
        base_node = ((const struct member *)base_node)->base;
    }
    struct value value;
    struct symbol *symbol = base_node->kind == NODE_NAME ? scope_find(x, scope, ((const struct name *)base_node)->name) : NULL;
    struct scope *inside = symbol ? symbol_scope(x, symbol) : NULL;
    if (inside) {       /* a module's or a stack's */
        const struct member *first = chain[--count];
        struct symbol *found = symbol_in(x, &inside->symbols, first->name);
        if (!found)
            return unknown_name(x, inside, first->name, first->name_span);
        value = symbol_value(x, found, first->name, first->name_span);
        if (value.kind >= VALUE_RESOURCE)
            value.span = node->head.span;
    } else {
        value = evaluate(x, scope, base_node);
    }
    while (count > 0 && value.kind != VALUE_POISON) {
        const struct member *member = chain[count - 1];
        const struct atom *name = member->name;
        struct span span = member->name_span;
        count--;
        if (value.kind == VALUE_RESOURCE && value.resource->schema && count > 0) {
            count -= attribute_run(x, value.resource, chain, count, &name);
            span.high = chain[count]->name_span.high;
        }
        value = member_of_value(x, scope, value, name, span);
    }
    return value;
}
