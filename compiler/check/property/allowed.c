/* Allowed values: a known scalar against the list that a property takes. A long
   list grows faster than the facts, so there a value is wrong only if a near one
   is right. Called for each property by property.c; without a mistake it
   allocates nothing. */
#include "check/property/property.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool text_same_but_digits(struct text a, struct text b)
{
    size_t i = 0, j = 0;
    bool digits = false;
    if (text_numeric(a, true))
        return false;
    for (;;) {
        while (i < a.length && (is_digit(a.at[i]) || (digits && a.at[i] == '.')))
            i++, digits = true;
        while (j < b.length && (is_digit(b.at[j]) || (digits && b.at[j] == '.')))
            j++, digits = true;
        if (i == a.length || j == b.length)
            return digits && i == a.length && j == b.length;
        if (a.at[i++] != b.at[j++])
            return false;
    }
}

/* A list longer than this is a catalogue (instance types, log types), which
   grows faster than the facts: there a value is wrong only if a near one is right. */
enum { LONGEST_CLOSED_LIST = 24, MOST_LISTED = 12 };

static const char *list_allowed(struct arena *arena, struct schema_list allowed)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < allowed.count && i < MOST_LISTED; i++) {
        if (i)
            buffer_add_c(&out, ", ");
        buffer_add(&out, schema_list_at(allowed, i));
    }
    if (allowed.count > MOST_LISTED)
        buffer_add_c(&out, ", …");
    return text_cstring(arena, buffer_text(&out));
}

static void report_allowed(const struct property *property, struct value value, struct text given,
                           struct schema_list allowed)
{
    struct check *check = property->check;
    struct near near;
    near_start(&near, given);
    bool search = allowed.count <= LONGEST_CLOSED_LIST || check_searches(check);
    for (size_t i = 0; i < allowed.count && search; i++)
        near_try(&near, schema_list_at(allowed, i));
    if (allowed.count > LONGEST_CLOSED_LIST && near.best.length == 0)
        return;
    struct diagnostic *diagnostic =
        property_report(property, MT2006, value, property_name(property), property_owner(property),
                        text_format(check->arena, "'%.*s'", (int)given.length, given.at).at);
    if (near.best.length && value.kind == VALUE_STRING && !property->origin)
        report_label(check->reporter, diagnostic, "did you mean '%.*s'?", (int)near.best.length, near.best.at);
    if (allowed.count <= LONGEST_CLOSED_LIST)
        report_help(check->reporter, diagnostic, "it takes %s", list_allowed(check->arena, allowed));
}

bool property_allowed(const struct property *property, struct value value, struct schema_value wanted)
{
    struct schema_list allowed = schema_value_enum(wanted);
    if (allowed.count == 0)
        return true;
    struct text given;
    if (value.kind == VALUE_STRING)
        given = value_text(value);
    else if ((value.kind != VALUE_INTEGER && value.kind != VALUE_BOOL) || !value_to_text(property->check->arena, value, &given))
        return true;
    if (given.length == 0 || text_starts(given, "{{resolve:") || schema_value_enum_has(wanted, given))
        return true;
    for (size_t i = 0; i < allowed.count; i++)
        if (text_same_but_digits(given, schema_list_at(allowed, i)))
            return true;
    report_allowed(property, value, given, allowed);
    return false;
}
