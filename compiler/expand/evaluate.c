/* Evaluation: an expression in a scope is worth a value. Known parts are folded
   away; what CloudFormation will compute stays as the smallest form that says
   it. A mistake is reported once and is poison from there on. */
#include "expand/expander.h"

#include <stdarg.h>

enum { MOST_STRINGS = 6 };

/* Reports with the scope's frames; the strings end with NULL. Always poison. */
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

static struct value stop(struct expander *x, struct scope *scope, enum message_id id, struct span span, size_t limit)
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
    stop(x, scope, MT1041, span, LIMIT_LOOP_ROUNDS);
    return false;
}

/* The parameter that makes a value deployed; the first one met. */
struct culprit {
    const struct parameter *parameter;
};

static void find_parameter(void *context, struct value value)
{
    struct culprit *culprit = context;
    if (culprit->parameter)
        return;
    if (value.kind == VALUE_PARAMETER)
        culprit->parameter = value.parameter;
    const struct condition *condition = value.kind == VALUE_CONDITION ? value.condition
                                      : value.kind == VALUE_CHOICE ? value.choice->condition : NULL;
    while (condition && condition->count)
        condition = condition->operands[0];
    if (condition) {
        value_walk(condition->left, find_parameter, culprit);
        value_walk(condition->right, find_parameter, culprit);
    }
}

/* Says which deployed value stood where a known one is needed. */
bool need_known(struct expander *x, struct scope *scope, struct value value, const char *what)
{
    if (value.kind == VALUE_POISON)
        return false;
    if (!value_deployed(value))
        return true;
    struct diagnostic *diagnostic = report(x->reporter, MT1032, value.span, scope_frames(scope), what);
    report_label(x->reporter, diagnostic, "%s is known only at deploy time", value_describe(x->arena, value));
    struct culprit culprit = { NULL };
    value_walk(value, find_parameter, &culprit);
    if (culprit.parameter)
        report_note(x->reporter, diagnostic, culprit.parameter->span, "'%s' is a parameter", culprit.parameter->name->text);
    if (value.kind == VALUE_CONDITION)
        report_help(x->reporter, diagnostic, "'when' decides at deploy time");
    else if (culprit.parameter)
        report_help(x->reporter, diagnostic, "an 'input' is known at compile time");
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

/* What a symbol is worth, computed once. */
struct value symbol_value(struct expander *x, struct symbol *symbol, const struct atom *name, struct span span)
{
    if (symbol->state == STATE_DONE)
        return symbol->value;
    struct scope *scope = symbol->part ? symbol->part->scope : NULL;
    if (symbol->kind == SYMBOL_PENDING) {
        fail(x, scope, MT1013, span, name->text, NULL);
        return value_poison();
    }
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

static struct value unknown_name(struct expander *x, struct scope *scope, const struct atom *name, struct span span)
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

/* ---- members ---- */

static struct value quantity_member(struct expander *x, struct value base, const struct atom *name, bool *found)
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
    (void)x;
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
        return quantity_member(x, base, name, found);
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
    struct near near;
    near_start(&near, atom_text(name));
    for (size_t i = 0; i < sizeof PSEUDO / sizeof *PSEUDO; i++) {
        if (text_equal_c(atom_text(name), PSEUDO[i][0]))
            return (struct value){ .kind = VALUE_PSEUDO, .span = span, .atom = atom_of_c(x->atoms, PSEUDO[i][1]) };
        near_try(&near, text_of(PSEUDO[i][0]));
    }
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

/* The same member of every element: xs[*].Arn, and of both sides of a choice. */
static struct value each_member(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
                                struct span span)
{
    if (base.kind == VALUE_CHOICE) {
        struct value yes = base.choice->yes, no = base.choice->no;
        yes = yes.kind == VALUE_NULL ? yes : member_of_value(x, scope, yes, name, span);
        no = no.kind == VALUE_NULL ? no : member_of_value(x, scope, no, name, span);
        return value_choice(x, scope, base.choice->condition, yes, no, span);
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

/* Fn::FindInMap that lacks its second key so far. */
static bool is_half_map(struct value value)
{
    return value.kind == VALUE_INTRINSIC && value.intrinsic->mapping && value.intrinsic->argument.count == 2;
}

static struct value find_in_map(struct expander *x, const struct mapping *mapping, struct value first,
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

struct value member_of_value(struct expander *x, struct scope *scope, struct value base, const struct atom *name,
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
static struct value evaluate_member(struct expander *x, struct scope *scope, const struct member *node)
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

/* ---- index ---- */

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

/* A key as it is written in the program. */
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
        return value_choice(x, scope, base.choice->condition, yes, no, span);
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

/* ---- strings ---- */

/* Glues parts: known neighbours melt together, nested strings are flattened. */
struct value concat_values(struct expander *x, const struct value *parts, size_t count, struct span span)
{
    VEC(struct value) list = { 0 };
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
            return stop(x, NULL, MT1042, span, LIMIT_STRING_BYTES);
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
        return value_choice(x, scope, condition_named(x, scope, value.condition), value_string(TEXT("true"), span),
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

static struct value evaluate_template(struct expander *x, struct scope *scope, const struct list *node)
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

static struct value evaluate_list(struct expander *x, struct scope *scope, const struct list *node)
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
            return stop(x, scope, MT1041, item->span, LIMIT_LOOP_ROUNDS);
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

static bool builder_put(struct expander *x, struct object_builder *builder, struct value_field field)
{
    struct value_field *old = builder_find(x, builder, field.key);
    if (old) {
        *old = field;
        return true;
    }
    *VEC_ADD(x->arena, &builder->fields) = field;
    if (builder->places.count)
        *map_put(x->arena, &builder->places, field.key) = (void *)builder->fields.count;
    return false;
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

static const struct atom *computed_key(struct expander *x, struct scope *scope, const struct node *node)
{
    struct value key = evaluate(x, scope, node);
    struct text text;
    if (key.kind == VALUE_POISON || !need_known(x, scope, key, "an object's key"))
        return NULL;
    if (key_text(x, key, &text))
        return atom_of(x->atoms, text);
    fail(x, scope, MT1030, node->span, "a string", value_describe(x->arena, key), NULL);
    return NULL;
}

static bool add_field(struct expander *x, struct scope *scope, struct object_builder *builder, const struct field *field)
{
    const struct atom *key = field->key;
    struct span key_span = field->key_span;
    const struct node *value = field->value;
    if (!key && value->kind == NODE_SPREAD)
        return add_spread(x, scope, builder, evaluate(x, scope, ((const struct unary *)value)->operand));
    if (!key) {
        const struct binary *pair = (const struct binary *)value;
        key = computed_key(x, scope, pair->left);
        key_span = pair->left->span;
        value = pair->right;
        if (!key)
            return false;
    }
    struct value_field *old = builder_find(x, builder, key);
    if (old && span_known(old->key_span) && old->key_span.low < key_span.low
        && field->key) {
        struct diagnostic *diagnostic = report(x->reporter, MT0023, key_span, scope_frames(scope), key->text);
        report_note(x->reporter, diagnostic, old->key_span, "it stands here first");
        return true;
    }
    builder_put(x, builder, (struct value_field){ key, key_span, evaluate(x, scope, value) });
    return true;
}

struct value object_value(struct expander *x, struct scope *scope, const struct object *node)
{
    struct object_builder builder = { 0 };
    bool spread = false;
    for (uint32_t i = 0; i < node->head.count; i++)
        spread |= !node->fields[i].key;
    if (!spread) {
        builder.fields.at = arena_alloc(x->arena, (node->head.count + 1) * sizeof *builder.fields.at);
        builder.fields.room = node->head.count + 1;
    }
    for (uint32_t i = 0; i < node->head.count; i++)
        if (!add_field(x, scope, &builder, &node->fields[i]))
            return value_poison();
    return value_map(builder.fields.at, builder.fields.count, node->head.span);
}

/* One round of a comprehension: the scope with its names bound. */
static struct scope *comprehension_round(struct expander *x, struct scope *scope, const struct comprehension *node,
                                         struct value source, const struct value *items, size_t i)
{
    struct scope *round = round_scope(x, scope);
    if (source.kind == VALUE_MAP) {
        round_bind(x, round, node->first, value_string(atom_text(source.fields[i].key), source.fields[i].key_span));
        round_bind(x, round, node->second, source.fields[i].value);
    } else {
        round_bind(x, round, node->first, items[i]);
        round_bind(x, round, node->second, value_integer((int64_t)i, node->second_span));
    }
    return round;
}

static struct value evaluate_comprehension(struct expander *x, struct scope *scope, const struct comprehension *node)
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
        const struct atom *key = computed_key(x, round, node->key);
        if (!key)
            return value_poison();
        builder_put(x, &builder, (struct value_field){ key, node->key->span, value });
    }
    if (object)
        return value_map(builder.fields.at, builder.fields.count, node->head.span);
    return value_list(list.at, list.count, node->head.span);
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
    return value_choice(x, scope, condition, evaluate(x, scope, node->yes), evaluate(x, scope, node->no), node->head.span);
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
        return stop(x, scope, MT1040, node->span, LIMIT_EVALUATION);
    x->depth++;
    struct value value = evaluate_node(x, scope, node);
    x->depth--;
    return value;
}
