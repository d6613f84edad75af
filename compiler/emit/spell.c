/* Spell: a value of the graph as a template tree, with the smallest intrinsic
   that says it. The tree borrows the value's strings, and every intrinsic that
   is made here carries the mark that the printers trust; a map of the user's
   that looks like one does not. Called for each entry by template.c.

   The forms are those of the AWS CloudFormation User Guide, "Intrinsic function
   reference" and "Pseudo parameters reference". */
#include "emit/spell.h"
#include "emit/template.h"

#include <math.h>

static struct tree spell_reference(struct arena *arena, struct tree id)
{
    return tree_call(arena, TEXT("Ref"), id);
}

static struct tree spell_attribute(struct arena *arena, const struct value_attribute *attribute)
{
    struct tree *pair = arena_alloc(arena, 2 * sizeof *pair);
    pair[0] = tree_string(attribute->resource->id);
    pair[1] = tree_atom(attribute->name);
    return tree_call(arena, TEXT("Fn::GetAtt"), tree_list(pair, 2));
}

/* Fn::If of a condition's name; a side that is null leaves the property out
   (AWS::NoValue, "Pseudo parameters reference"). */
static struct tree spell_if(struct arena *arena, struct text name, struct tree yes, struct tree no)
{
    struct tree *three = arena_alloc(arena, 3 * sizeof *three);
    three[0] = tree_text(name);
    three[1] = yes;
    three[2] = no;
    return tree_call(arena, TEXT("Fn::If"), tree_list(three, 3));
}

static struct tree spell_or_no_value(struct arena *arena, struct value value, enum spell_place place)
{
    return value_is(value, VALUE_NULL) ? spell_reference(arena, tree_string("AWS::NoValue")) : spell_value(arena, value, place);
}

/* "10.0.0.0/16", "10.0.0.5": too many of them for printf. */
static struct tree spell_network(struct arena *arena, struct network network, bool with_prefix)
{
    enum { LONGEST = sizeof "255.255.255.255/32" };
    char *start = arena_alloc(arena, LONGEST), *at = start;
    for (int part = 0; part < (with_prefix ? 5 : 4); part++) {
        uint32_t number = part < 4 ? network.address >> (24 - 8 * part) & 255 : network.prefix;
        if (part)
            *at++ = part < 4 ? '.' : '/';
        if (number >= 100)
            *at++ = (char)('0' + number / 100);
        if (number >= 10)
            *at++ = (char)('0' + number / 10 % 10);
        *at++ = (char)('0' + number % 10);
    }
    *at = '\0';
    return tree_text((struct text){ start, (size_t)(at - start) });
}

static struct tree spell_known(struct arena *arena, struct value value)
{
    struct text text;
    return value_to_text(arena, value, &text) ? tree_text(text) : (struct tree){ .kind = TREE_NULL };
}

static struct tree spell_number(struct arena *arena, double number)
{
    if (!isfinite(number))
        return tree_text(text_number(arena, number));
    return (struct tree){ .kind = TREE_NUMBER, .number = number };
}

bool spell_present(const struct value *value)
{
    return value->kind != VALUE_NULL || value->flags & VALUE_WRITTEN;
}

static struct tree spell_list(struct arena *arena, struct value list, enum spell_place place)
{
    struct tree *items = arena_alloc(arena, list.count * sizeof *items);
    size_t count = 0;
    for (uint32_t i = 0; i < list.count; i++)
        if (spell_present(&list.items[i]))
            items[count++] = spell_value(arena, list.items[i], place);
    return tree_list(items, count);
}

static struct tree spell_map(struct arena *arena, struct value map, enum spell_place place)
{
    struct tree_field *fields = arena_alloc(arena, map.count * sizeof *fields);
    size_t count = 0;
    for (uint32_t i = 0; i < map.count; i++) {
        const struct value_field *field = &map.fields[i];
        if (spell_present(&field->value))
            fields[count++] = (struct tree_field){ atom_text(field->key), spell_value(arena, field->value, place) };
    }
    return tree_map(fields, count);
}

/* "Db.Endpoint.Address" as the pair that every reader takes. */
static struct tree spell_dotted_attribute(struct arena *arena, struct text dotted, const char *dot)
{
    struct tree *pair = arena_alloc(arena, 2 * sizeof *pair);
    size_t length = (size_t)(dot - dotted.at);
    pair[0] = tree_text(text_copy(arena, text_slice(dotted, 0, length)));
    pair[1] = tree_text(text_slice(dotted, length + 1, dotted.length));
    return tree_call(arena, TEXT("Fn::GetAtt"), tree_list(pair, 2));
}

/* Any other intrinsic, verbatim. Only Fn::If gives null a meaning. */
static struct tree spell_intrinsic(struct arena *arena, const struct value_intrinsic *intrinsic, enum spell_place place)
{
    struct text name = atom_text(intrinsic->name);
    struct value argument = intrinsic->argument;
    if (text_equal_c(name, "Fn::If") && value_is(argument, VALUE_LIST) && argument.count == 3) {
        struct tree *three = arena_alloc(arena, 3 * sizeof *three);
        three[0] = value_is(argument.items[0], VALUE_CONDITION)
            ? tree_text(argument.items[0].condition->name) : spell_value(arena, argument.items[0], place);
        for (int i = 1; i < 3; i++)
            three[i] = spell_or_no_value(arena, argument.items[i], place);
        return tree_call(arena, name, tree_list(three, 3));
    }
    if (text_equal_c(name, "Fn::GetAtt") && value_is(argument, VALUE_STRING)) {
        const char *dot = memchr(argument.string, '.', argument.count);
        if (dot)
            return spell_dotted_attribute(arena, value_text(argument), dot);
    }
    return tree_call(arena, name, spell_value(arena, argument, place));
}

/* Gluing. An item is literal text, or what Fn::Sub can name in ${…}, or
   neither; then the whole is an Fn::Join. */

static bool glue_literal(struct arena *arena, const struct value *item, struct text *text)
{
    struct value value = value_is(*item, VALUE_ZONE) ? item->zone->name : *item;
    if (value_is(value, VALUE_STRING)) {
        *text = value_text(value);
        return true;
    }
    return !value_deployed(value) && value_to_text(arena, value, text);
}

static bool glue_name(struct buffer *buffer, const struct value *item)
{
    switch (item->kind) {
    case VALUE_RESOURCE:
        buffer_add_c(buffer, item->resource->id);
        return true;
    case VALUE_PARAMETER:
        buffer_add_c(buffer, item->parameter->id);
        return true;
    case VALUE_PSEUDO:
        buffer_add(buffer, atom_text(item->atom));
        return true;
    case VALUE_ATTRIBUTE:
        buffer_add_c(buffer, item->attribute->resource->id);
        buffer_add_char(buffer, '.');
        buffer_add(buffer, atom_text(item->attribute->name));
        return true;
    default:
        return false;
    }
}

/* Adds literal text for Fn::Sub, "${Name}" as "${!Name}". False where that
   escape does not say it for certain ("Fn::Sub": only a closed ${…} can be
   escaped): braces that are empty, nested, or not closed in the same text. */
static bool glue_escaped(struct buffer *buffer, struct text text)
{
    const char *at = text.at, *end = text.at + text.length;
    for (const char *dollar; at < end && (dollar = memchr(at, '$', (size_t)(end - at))); at = dollar) {
        dollar++;
        buffer_add(buffer, (struct text){ at, (size_t)(dollar - at) });
        if (dollar == end || *dollar != '{')
            continue;
        const char *close = memchr(dollar, '}', (size_t)(end - dollar));
        if (!close || close == dollar + 1)
            return false;
        for (const char *inner = dollar + 1; inner < close; inner++)
            if (*inner == '{')
                return false;
        buffer_add(buffer, TEXT("{!"));
        dollar++;
    }
    if (at < end)
        buffer_add(buffer, (struct text){ at, (size_t)(end - at) });
    return true;
}

static bool glue_with_sub(struct arena *arena, struct value concat, struct tree *tree)
{
    struct buffer buffer;
    buffer_init(&buffer, arena);
    for (uint32_t i = 0; i < concat.count; i++) {
        struct text literal;
        if (glue_literal(arena, &concat.items[i], &literal)) {
            if (!glue_escaped(&buffer, literal))
                return false;
            continue;
        }
        buffer_add(&buffer, TEXT("${"));
        if (!glue_name(&buffer, &concat.items[i]))
            return false;
        buffer_add_char(&buffer, '}');
    }
    buffer_add_char(&buffer, '\0');
    buffer.length--;
    *tree = tree_call(arena, TEXT("Fn::Sub"), tree_text(buffer_text(&buffer)));
    return true;
}

static struct tree glue_with_join(struct arena *arena, struct value concat, enum spell_place place)
{
    struct tree *parts = arena_alloc(arena, concat.count * sizeof *parts);
    for (uint32_t i = 0; i < concat.count; i++) {
        struct text literal;
        parts[i] = glue_literal(arena, &concat.items[i], &literal)
            ? tree_text(literal) : spell_value(arena, concat.items[i], place);
    }
    struct tree *pair = arena_alloc(arena, 2 * sizeof *pair);
    pair[0] = tree_string("");
    pair[1] = tree_list(parts, concat.count);
    return tree_call(arena, TEXT("Fn::Join"), tree_list(pair, 2));
}

/* Neighbouring literals as one, so that "$" and "{" in two of them are seen
   together; the text itself where nothing is deployed. */
static struct value glue_merge(struct arena *arena, struct value concat)
{
    struct value *items = arena_alloc(arena, concat.count * sizeof *items);
    uint32_t count = 0;
    for (uint32_t i = 0; i < concat.count; i++) {
        struct text literal, before;
        if (count && glue_literal(arena, &concat.items[i], &literal)
            && glue_literal(arena, &items[count - 1], &before)) {
            struct text joined = text_join(arena, before, literal);
            items[count - 1] = (struct value){ .kind = VALUE_STRING, .count = (uint32_t)joined.length,
                                               .string = joined.at };
            continue;
        }
        items[count++] = concat.items[i];
    }
    concat.items = items;
    concat.count = count;
    return concat;
}

static struct tree spell_concat(struct arena *arena, struct value concat, enum spell_place place)
{
    concat = glue_merge(arena, concat);
    if (concat.count == 0)
        return tree_string("");
    if (concat.count == 1) {
        struct text literal;
        return glue_literal(arena, concat.items, &literal) ? tree_text(literal)
                                                           : spell_value(arena, *concat.items, place);
    }
    struct tree tree;
    return glue_with_sub(arena, concat, &tree) ? tree : glue_with_join(arena, concat, place);
}

/* A truth value: an operand among conditions, else true or false. */
static struct tree spell_truth(struct arena *arena, const struct condition *condition, enum spell_place place)
{
    if (place == SPELL_CONDITION && condition->by_let)
        return tree_call(arena, TEXT("Condition"), tree_text(condition->name));
    if (place != SPELL_PROPERTY)
        return spell_condition(arena, condition, place);
    return spell_if(arena, condition->name, (struct tree){ .kind = TREE_BOOL, .truth = true },
                    (struct tree){ .kind = TREE_BOOL, .truth = false });
}

struct tree spell_value(struct arena *arena, struct value value, enum spell_place place)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_BOOL:
        return (struct tree){ .kind = TREE_BOOL, .truth = value.integer != 0 };
    case VALUE_INTEGER:
        return (struct tree){ .kind = TREE_INTEGER, .integer = value.integer };
    case VALUE_NUMBER:
        return spell_number(arena, value.number);
    case VALUE_STRING:
        return tree_text(value_text(value));
    case VALUE_DIGITS:
        return (struct tree){ .kind = TREE_DIGITS, .count = value.count, .string = value.string };
    case VALUE_LIST:
        return spell_list(arena, value, place);
    case VALUE_MAP:
        return spell_map(arena, value, place);
    case VALUE_ZONE:
        return spell_value(arena, value.zone->name, place);
    case VALUE_TYPE:
        return tree_atom(value.atom);
    case VALUE_RESOURCE:
        return spell_reference(arena, tree_string(value.resource->id));
    case VALUE_PARAMETER:
        return spell_reference(arena, tree_string(value.parameter->id));
    case VALUE_PSEUDO:
        return spell_reference(arena, tree_atom(value.atom));
    case VALUE_ATTRIBUTE:
        return spell_attribute(arena, value.attribute);
    case VALUE_CONCAT:
        return value.flags & VALUE_WRITTEN ? spell_value(arena, value.items[value.count], place)
                                           : spell_concat(arena, value, place);
    case VALUE_CHOICE:
        return spell_if(arena, value.choice->condition->name, spell_or_no_value(arena, value.choice->yes, place),
                        spell_or_no_value(arena, value.choice->no, place));
    case VALUE_CONDITION:
        return spell_truth(arena, value.condition, place);
    case VALUE_INTRINSIC:
        return spell_intrinsic(arena, value.intrinsic, place);
    case VALUE_CIDR:
    case VALUE_IP:
        return spell_network(arena, value.network, value.kind == VALUE_CIDR);
    case VALUE_DURATION: case VALUE_SIZE: case VALUE_PERCENT:
    case VALUE_RANGE: case VALUE_PORTS:
        return spell_known(arena, value);
    case VALUE_NULL:
        if (value.flags & VALUE_WRITTEN)
            return spell_or_no_value(arena, value, place);
        break;
    case VALUE_POISON: case VALUE_INSTANCE: case VALUE_FAMILY: case VALUE_SPACE:
        break;      /* the expander lets none of these into a property */
    }
    return (struct tree){ .kind = TREE_NULL };
}

struct tree spell_as_text(struct arena *arena, struct value value, enum spell_place place)
{
    struct text text;
    if (!value_deployed(value) && value_to_text(arena, value, &text))
        return tree_text(text);
    return spell_value(arena, value, place);
}

struct tree template_value(struct arena *arena, struct value value)
{
    return spell_value(arena, value, SPELL_PROPERTY);
}
