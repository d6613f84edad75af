/* The parts of a policy's statement: actions, resources, principals, conditions.
   Their form is an error where AWS refuses it; names that mtc does not know are
   warnings, since AWS takes any action's name and new ones come each week.
   Source: "IAM JSON policy elements reference" and, for the names, "Actions,
   resources, and condition keys for AWS services", Service Authorization
   Reference (model/catalogue.h). For document_policy.c. */
#include "check/property/document.h"
#include "check/property/regex.h"
#include "model/catalogue.h"

static bool is_deployed_text(struct text text)
{
    return text.length == 0 || memchr(text.at, '$', text.length) || text_starts(text, "{{resolve:");
}

/* The text of a value that is known, or false. Policy variables (${aws:username}) are filled in by AWS. */
static bool known(struct value value, struct text *text)
{
    if (value.kind != VALUE_STRING)
        return false;
    *text = value_text(value);
    return !is_deployed_text(*text);
}

static bool fits(const struct policy *policy, const char *pattern, struct text text)
{
    return regex_search(policy->property->check->regexes, text_of(pattern), text) != REGEX_MISSES;
}

/* ------------------------------------------------------------------ actions */

static bool has_wildcard(struct text text)
{
    return memchr(text.at, '*', text.length) || memchr(text.at, '?', text.length);
}

static bool is_known_action(struct text prefix, struct text action)
{
    if (!has_wildcard(action))
        return catalogue_has_any_case("iam-actions", prefix, action) != CATALOGUE_LACKS;
    struct catalogue_list actions = catalogue_find("iam-actions", prefix);
    for (size_t i = 0; i < actions.count; i++)
        if (text_matches(action, catalogue_item(actions, i)))
            return true;
    return false;
}

static void report_unknown_action(const struct policy *policy, struct value value, struct text near_prefix,
                                  struct text near_action)
{
    struct diagnostic *diagnostic = policy_report(policy, MT2045, value, value.string);
    if (near_action.length)
        report_label(policy->property->check->reporter, diagnostic, "did you mean '%.*s:%.*s'?", (int)near_prefix.length,
                     near_prefix.at, (int)near_action.length, near_action.at);
}

static struct text in_small_letters(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        copy[i] = text_lower(text.at[i]);
    copy[text.length] = '\0';
    return (struct text){ copy, text.length };
}

static void check_action_name(const struct policy *policy, struct value value, struct text prefix, struct text action)
{
    struct arena *arena = policy->property->check->arena;
    if (has_wildcard(prefix))
        return;
    if (catalogue_find("iam-actions", prefix).count == 0)
        prefix = in_small_letters(arena, prefix);
    if (catalogue_find("iam-actions", prefix).count == 0) {
        bool search = check_searches(policy->property->check);
        struct text near = search ? catalogue_near_list("iam-actions", prefix) : TEXT("");
        report_unknown_action(policy, value, near, near.length ? action : TEXT(""));
    } else if (!is_known_action(prefix, action)) {
        bool search = !has_wildcard(action) && check_searches(policy->property->check);
        report_unknown_action(policy, value, prefix,
                              search ? catalogue_near("iam-actions", prefix, action) : TEXT(""));
    }
}

static void check_action(const struct policy *policy, struct value value)
{
    struct text text;
    if (!known(value, &text) || text_equal_c(text, "*"))
        return;
    const char *colon = memchr(text.at, ':', text.length);
    size_t length = colon ? (size_t)(colon - text.at) : 0;
    if (!fits(policy, "^[a-zA-Z0-9*?-]+:[a-zA-Z0-9*?_.:/-]+$", text)) {
        policy_report(policy, MT2044, value, "Action", "'service:Action' or '*'",
                      value_describe(policy->property->check->arena, value));
        return;
    }
    check_action_name(policy, value, text_slice(text, 0, length), text_slice(text, length + 1, text.length));
}

void policy_check_actions(const struct policy *policy, struct value actions)
{
    policy_each(policy, actions, check_action);
}

/* ---------------------------------------------------------------- resources */

/* "IAM JSON policy elements: Resource": an ARN, in which '*' may stand for any part, or '*'. */
static bool is_arn(struct text text)
{
    size_t colons = 0;
    for (size_t i = 0; i < text.length; i++)
        colons += text.at[i] == ':';
    return text.at[0] == '*' || (text_starts(text, "arn:") && (colons >= 5 || has_wildcard(text)));
}

static void check_resource(const struct policy *policy, struct value value)
{
    struct check *check = policy->property->check;
    struct text text;
    if (known(value, &text) && !is_arn(text)) {
        policy_report(policy, MT2044, value, "Resource", "an ARN or '*'", value_describe(check->arena, value));
        return;
    }
    const char *attribute = reference_no_arn(check->arena, value);
    if (!attribute)
        return;
    struct diagnostic *diagnostic = policy_report(policy, MT2044, value, "Resource", "an ARN or '*'", attribute);
    if (value.kind == VALUE_RESOURCE && schema_attribute_exists(value.resource->schema, TEXT("Arn")))
        report_help(check->reporter, diagnostic, "'%s.Arn' is the attribute that it takes", value.resource->id);
}

void policy_check_resources(const struct policy *policy, struct value resources)
{
    policy_each(policy, resources, check_resource);
}

/* --------------------------------------------------------------- principals */

/* "AWS JSON policy elements: Principal" */
static void check_account(const struct policy *policy, struct value value)
{
    struct text text;
    if (known(value, &text)
        && !fits(policy, "^([*]|[0-9]{12}|arn:aws[a-z-]*:(iam|sts)::.+|A[A-Z0-9]{15,}|[0-9a-f]{64})$", text))
        policy_report(policy, MT2044, value, "AWS", "an account, or the ARN of a user, role or account",
                      value_describe(policy->property->check->arena, value));
}

static void check_service(const struct policy *policy, struct value value)
{
    struct text text;
    if (!known(value, &text) || fits(policy, "^[*]$|^[a-z0-9][a-z0-9.-]*[.](amazonaws[.]com([.]cn)?|aws[.][a-z.]+|aws|amazon[.]com)$",
                                     text))
        return;
    struct diagnostic *diagnostic =
        policy_report(policy, MT2044, value, "Service", "a service's name, such as 'ec2.amazonaws.com'",
                      value_describe(policy->property->check->arena, value));
    report_lower(policy->property->check->reporter, diagnostic);
}

static void check_principal_map(const struct policy *policy, struct value map)
{
    static const char *const KINDS[] = { "AWS", "Service", "Federated", "CanonicalUser" };
    for (uint32_t i = 0; i < map.count; i++) {
        const struct value_field *field = &map.fields[i];
        size_t kind = 0;
        while (kind < 4 && strcmp(field->key->text, KINDS[kind]) != 0)
            kind++;
        if (strncmp(field->key->text, "Fn::", 4) == 0 || strcmp(field->key->text, "Ref") == 0)
            return;
        if (kind == 0)
            policy_each(policy, field->value, check_account);
        if (kind == 1)
            policy_each(policy, field->value, check_service);
        if (kind == 4)
            policy_unknown(policy, field, atom_text(field->key), KINDS, 4, "principal");
    }
}

static void check_principal(const struct policy *policy, struct value value)
{
    struct text text;
    if (value.kind == VALUE_MAP)
        check_principal_map(policy, value);
    else if (known(value, &text) && !text_equal_c(text, "*")) {
        struct diagnostic *diagnostic =
            policy_report(policy, MT2044, value, "Principal", "'*' or an object",
                          value_describe(policy->property->check->arena, value));
        report_help(policy->property->check->reporter, diagnostic, "say of what kind it is: { AWS: … } or { Service: … }");
    }
}

void policy_check_principals(const struct policy *policy, struct value principals)
{
    policy_each(policy, principals, check_principal);
}

/* --------------------------------------------------------------- conditions */

/* "IAM JSON policy elements: Condition operators" */
static const char *const OPERATORS[] = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
};

/* Without what may stand before and behind any of them. */
static struct text bare_operator(struct text name)
{
    static const char *const BEFORE[] = { "ForAllValues:", "ForAnyValue:" };
    for (size_t i = 0; i < 2; i++)
        if (text_starts(name, BEFORE[i]))
            name = text_slice(name, strlen(BEFORE[i]), name.length);
    if (text_ends(name, "IfExists"))
        name.length -= strlen("IfExists");
    return name;
}

static void check_operator(const struct policy *policy, const struct value_field *field)
{
    struct text name = bare_operator(atom_text(field->key));
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
        if (text_equal_any_case(name, text_of(OPERATORS[i])))
            return;
    policy_unknown(policy, field, name, OPERATORS, sizeof OPERATORS / sizeof *OPERATORS, "condition");
}

static void check_condition(const struct policy *policy, struct value value)
{
    for (uint32_t i = 0; value.kind == VALUE_MAP && i < value.count; i++)
        if (strncmp(value.fields[i].key->text, "Fn::", 4) != 0)
            check_operator(policy, &value.fields[i]);
}

void policy_check_conditions(const struct policy *policy, struct value conditions)
{
    policy_each(policy, conditions, check_condition);
}
