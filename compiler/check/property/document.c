/* Documents: which kind of document a property holds (the facts say), and what
   is asked of it. A policy may be an object or a text of JSON; other texts must
   be JSON, or base64. What Fn::Sub leaves open is taken as any part. Called by
   property.c for the properties that hold a document. */
#include "check/property/document.h"

/* --------------------------------------------------------------------- JSON */

static void report_json(const struct property *property, struct value text, const struct json_text *json)
{
    struct arena *arena = property->check->arena;
    property_report(property, MT2046, text, property_name(property), property_owner(property), json->why,
                    text_format(arena, "%zu", json->line).at, text_format(arena, "%zu", json->column).at);
}

/* Calls look with what a known text says, or with an object as it is. */
static void each_json(const struct property *property, struct value value, const struct policy *policy)
{
    if (value.kind == VALUE_CHOICE) {
        each_json(property, value.choice->yes, policy);
        each_json(property, value.choice->no, policy);
        return;
    }
    if (value.kind == VALUE_MAP && policy)
        policy_check(policy, value);
    if (value.kind != VALUE_STRING && value.kind != VALUE_CONCAT)
        return;
    if (value.kind == VALUE_STRING && (value.count == 0 || strstr(value.string, "{{resolve:")))
        return;
    struct json_text json = json_text_read(property->check->arena, value);
    if (json.answer == JSON_NO)
        report_json(property, value, &json);
    if (json.answer == JSON_YES && policy) {
        struct policy inside = *policy;
        inside.place = value;
        policy_check(&inside, json.value);
    }
}

/* ------------------------------------------------------------------- base64 */

static bool is_base64(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
              || c == '=' || c == '\n' || c == '\r'))
            return false;
    }
    return true;
}

static void check_base64(const struct property *property, struct value value)
{
    bool wrong = value.kind == VALUE_STRING && !is_base64(value_text(value)) && !strstr(value.string, "{{resolve:");
    if (value.kind == VALUE_CHOICE) {
        check_base64(property, value.choice->yes);
        check_base64(property, value.choice->no);
    }
    for (uint32_t i = 0; value.kind == VALUE_CONCAT && i < value.count && !wrong; i++)
        wrong = value.items[i].kind == VALUE_STRING && !is_base64(value_text(value.items[i]));
    if (!wrong)
        return;
    struct diagnostic *diagnostic =
        property_report(property, MT2047, value, property_name(property), property_owner(property));
    report_help(property->check->reporter, diagnostic, "base64(…) encodes it; in a template, Fn::Base64");
}

/* ---------------------------------------------------------------- the kinds */

void property_document(const struct property *property, struct value value)
{
    struct text kind = schema_property_document(property->schema);
    struct policy policy = { .property = property, .place = value };
    if (kind.length == 0)
        return;
    if (text_equal_c(kind, "base64")) {
        check_base64(property, value);
        return;
    }
    if (text_equal_c(kind, "json")) {
        each_json(property, value, NULL);
        return;
    }
    policy.principal = !text_equal_c(kind, "identity-policy");
    policy.resource_refused = text_equal_c(kind, "trust-policy");
    policy.resource = text_equal_c(kind, "identity-policy") || text_equal_c(kind, "resource-policy");
    policy.plain_sid = policy.sid_once = text_equal_c(kind, "identity-policy") || policy.resource_refused;
    each_json(property, value, &policy);
}
