/* Policies of IAM: the document and its statements. What a statement must hold
   depends on where the policy stands: a role's trust names principals and no
   resources, a user's policy the other way round. Source: "IAM JSON policy
   elements reference" and "Grammar of the IAM JSON policy language", IAM User
   Guide. Elements are compared without regard to case, so that nothing is said
   of an element that some services read as meant. For document.c. */
#include "check/property/document.h"

struct diagnostic *policy_report(const struct policy *policy, enum message_id id, struct value at, ...)
{
    const struct property *property = policy->property;
    struct reporter *reporter = property->check->reporter;
    struct span span = span_known(at.span) ? at.span : span_known(policy->place.span) ? policy->place.span
        : span_known(property->field->key_span) ? property->field->key_span : property->resource->span;
    va_list parts;
    va_start(parts, at);
    struct diagnostic *diagnostic = report_list(reporter, id, span, property->resource->frames, parts);
    va_end(parts);
    return diagnostic;
}

/* IAM takes an element's name in any case of letters. */
static bool is_element(const char *given, const char *name)
{
    return text_equal_any_case(text_of(given), text_of(name));
}

/* A name may be spelled by Fn::If or Fn::Transform: then it is no element. */
static bool is_call(struct value map)
{
    return map.count == 1 && (strncmp(map.fields[0].key->text, "Fn::", 4) == 0
                              || strcmp(map.fields[0].key->text, "Ref") == 0);
}

static bool is_nothing(struct value value)
{
    return value.kind == VALUE_NULL || (value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::NoValue") == 0);
}

static const struct value_field *element(struct value map, const char *name)
{
    for (uint32_t i = 0; i < map.count; i++)
        if (is_element(map.fields[i].key->text, name) && !is_nothing(map.fields[i].value))
            return &map.fields[i];
    return NULL;
}

static struct value key_place(const struct value_field *field)
{
    return (struct value){ .kind = VALUE_NULL, .span = span_known(field->key_span) ? field->key_span : field->value.span };
}

void policy_unknown(const struct policy *policy, const struct value_field *field, struct text meant,
                    const char *const *names, size_t count, const char *what)
{
    struct near near;
    near_start(&near, meant);
    for (size_t i = 0; i < count; i++)
        near_try(&near, text_of(names[i]));
    struct diagnostic *diagnostic = policy_report(policy, MT2041, key_place(field), field->key->text, what);
    if (near.best.length)
        report_label(policy->property->check->reporter, diagnostic, "did you mean '%.*s'?", (int)near.best.length,
                     near.best.at);
}

/* Reports what is none of the elements; whether all are. Where one is not, what
   is missing may be what was meant. */
static bool check_names(const struct policy *policy, struct value map, const char *const *names, size_t count,
                        const char *what)
{
    bool all = true;
    for (uint32_t i = 0; i < map.count; i++) {
        const char *given = map.fields[i].key->text;
        size_t j = 0;
        while (j < count && !is_element(given, names[j]))
            j++;
        if (j < count)
            continue;
        all = false;
        policy_unknown(policy, &map.fields[i], text_of(given), names, count, what);
    }
    return all;
}

void policy_each(const struct policy *policy, struct value value, policy_visit *visit)
{
    if (value.kind == VALUE_CHOICE) {
        policy_each(policy, value.choice->yes, visit);
        policy_each(policy, value.choice->no, visit);
    } else if (value.kind == VALUE_LIST) {
        for (uint32_t i = 0; i < value.count; i++)
            policy_each(policy, value.items[i], visit);
    } else if (value.kind != VALUE_POISON && !is_nothing(value))
        visit(policy, value);
}

/* --------------------------------------------------------------- statements */

static const char *const ELEMENTS[] = {
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
};

/* Exactly one of two elements, or none of them. Fn::If may leave one out on one side. */
static void check_either(const struct policy *policy, struct value statement, const char *one, const char *other,
                         bool wanted, bool refused)
{
    const struct value_field *first = element(statement, one), *second = element(statement, other);
    bool maybe = (first && first->value.kind == VALUE_CHOICE) || (second && second->value.kind == VALUE_CHOICE);
    if (refused && (first || second))
        policy_report(policy, MT2043, key_place(first ? first : second), (first ? first : second)->key->text);
    else if (first && second && !maybe)
        policy_report(policy, MT2040, key_place(second),
                      text_format(policy->property->check->arena, "has both '%s' and '%s'", one, other).at);
    else if (wanted && !first && !second)
        policy_report(policy, MT2042, statement,
                      text_format(policy->property->check->arena, "'%s' or '%s'", one, other).at);
}

static void check_effect(const struct policy *policy, struct value effect)
{
    if (effect.kind == VALUE_STRING && !text_equal_c(value_text(effect), "Allow")
        && !text_equal_c(value_text(effect), "Deny"))
        policy_report(policy, MT2044, effect, "Effect", "'Allow' or 'Deny'",
                      value_describe(policy->property->check->arena, effect));
}

/* "IAM JSON policy elements: Sid" */
static void check_sid(const struct policy *policy, struct value sid)
{
    struct text text = value_text(sid);
    for (size_t i = 0; policy->plain_sid && i < text.length; i++) {
        char c = text_lower(text.at[i]);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            policy_report(policy, MT2044, sid, "Sid", "letters and digits",
                          value_describe(policy->property->check->arena, sid));
            return;
        }
    }
}

static void check_statement(const struct policy *policy, struct value statement)
{
    if (statement.kind != VALUE_MAP || is_call(statement))
        return;
    bool whole = check_names(policy, statement, ELEMENTS, sizeof ELEMENTS / sizeof *ELEMENTS, "statement");
    const struct value_field *effect = element(statement, "Effect"), *sid = element(statement, "Sid");
    if (effect)
        check_effect(policy, effect->value);
    else if (whole)
        policy_report(policy, MT2042, statement, "'Effect'");
    if (sid && sid->value.kind == VALUE_STRING)
        check_sid(policy, sid->value);
    check_either(policy, statement, "Action", "NotAction", whole, false);
    check_either(policy, statement, "Resource", "NotResource", whole && policy->resource, policy->resource_refused);
    check_either(policy, statement, "Principal", "NotPrincipal", whole && policy->principal, !policy->principal);
    for (uint32_t i = 0; i < statement.count; i++) {
        const char *name = statement.fields[i].key->text;
        struct value value = statement.fields[i].value;
        if (is_element(name, "Action") || is_element(name, "NotAction"))
            policy_check_actions(policy, value);
        else if (!policy->resource_refused && (is_element(name, "Resource") || is_element(name, "NotResource")))
            policy_check_resources(policy, value);
        else if (policy->principal && (is_element(name, "Principal") || is_element(name, "NotPrincipal")))
            policy_check_principals(policy, value);
        else if (is_element(name, "Condition"))
            policy_check_conditions(policy, value);
    }
}

static const struct value *sid_of(struct value statement)
{
    const struct value_field *sid = statement.kind == VALUE_MAP ? element(statement, "Sid") : NULL;
    return sid && sid->value.kind == VALUE_STRING && sid->value.count ? &sid->value : NULL;
}

/* Statements that Fn::If chooses are not compared. Their number is small. */
static void check_sids(const struct policy *policy, struct value statements)
{
    for (uint32_t i = 1; statements.kind == VALUE_LIST && i < statements.count && i < 100; i++) {
        const struct value *sid = sid_of(statements.items[i]);
        for (uint32_t j = 0; sid && j < i; j++) {
            const struct value *other = sid_of(statements.items[j]);
            if (!other || !text_equal(value_text(*sid), value_text(*other)))
                continue;
            struct diagnostic *diagnostic =
                policy_report(policy, MT2040, *sid,
                              text_format(policy->property->check->arena, "has two statements '%s'", sid->string).at);
            if (span_known(other->span))
                report_note(policy->property->check->reporter, diagnostic, other->span, "the first one");
            break;
        }
    }
}

/* ----------------------------------------------------------------- document */

static void check_version(const struct policy *policy, struct value version)
{
    if (version.kind != VALUE_STRING || text_equal_c(value_text(version), "2012-10-17")
        || text_equal_c(value_text(version), "2008-10-17"))
        return;
    struct diagnostic *diagnostic =
        policy_report(policy, MT2044, version, "Version", "'2012-10-17' or '2008-10-17'",
                      value_describe(policy->property->check->arena, version));
    report_help(policy->property->check->reporter, diagnostic, "it names the policy language's version, not the policy's");
}

static void check_object(const struct policy *policy, struct value document)
{
    static const char *const NAMES[] = { "Version", "Id", "Statement" };
    bool whole = check_names(policy, document, NAMES, sizeof NAMES / sizeof *NAMES, "policy");
    const struct value_field *version = element(document, "Version"), *statement = element(document, "Statement");
    if (version)
        check_version(policy, version->value);
    if (!statement) {
        if (whole)
            policy_report(policy, MT2042, document, "'Statement'");
        return;
    }
    policy_each(policy, statement->value, check_statement);
    if (policy->sid_once)
        check_sids(policy, statement->value);
}

void policy_check(const struct policy *policy, struct value document)
{
    if (document.kind == VALUE_CHOICE) {
        policy_check(policy, document.choice->yes);
        policy_check(policy, document.choice->no);
    } else if (document.kind == VALUE_MAP && document.count && !is_call(document))
        check_object(policy, document);
}
