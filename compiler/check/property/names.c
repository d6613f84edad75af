/* Names that AWS keeps lists of: instance types, engines, the services that
   endpoints lead to, the policies that AWS manages. A name that the catalogue
   lacks may be younger than mtc: it is an error only where a near one is right
   and no more than letters differ, else a warning, and nothing is said where only
   digits differ. Text that Fn::Sub makes is judged by its known end. Called for
   each property by property.c and bound.c. */
#include "check/property/property.h"
#include "model/catalogue.h"

/* --------------------------------------------------------------- catalogues */

struct catalogued {
    const char *catalogue;
    struct text list;           /* "": any of them */
};

/* "rds-engines/instance" */
static struct catalogued catalogued_of(struct arena *arena, struct text fact)
{
    const char *slash = memchr(fact.at, '/', fact.length);
    size_t length = slash ? (size_t)(slash - fact.at) : fact.length;
    if (!slash)         /* texts of the table end in a NUL */
        return (struct catalogued){ fact.at, TEXT("") };
    return (struct catalogued){ text_cstring(arena, text_slice(fact, 0, length)),
                                text_slice(fact, length + 1, fact.length) };
}

/* "t3" of "t3.micro", "db.t3" of "db.t3.micro" */
static struct text family_of(struct text name)
{
    for (size_t i = name.length; i > 0; i--)
        if (name.at[i - 1] == '.')
            return text_slice(name, 0, i - 1);
    return TEXT("");
}

/* Whether two names of a catalogue that differ are near by their letters, in a
   family that both are of: "t3.mikro" is a mistake, "t9.micro" may be new. */
static bool is_slip(struct text given, struct text near)
{
    return near.length && !text_same_but_digits(given, near) && text_equal(family_of(given), family_of(near));
}

/* RDS takes "MySQL" for mysql, as the examples of its own resource types in the
   "AWS CloudFormation User Guide" do; EC2 takes no "T3.micro". */
static enum catalogue_answer catalogue_answers(const struct catalogued *in, struct text text)
{
    if (strncmp(in->catalogue, "rds-", 4) == 0)
        return catalogue_has_any_case(in->catalogue, in->list, text);
    return catalogue_has(in->catalogue, in->list, text);
}

void property_catalogue(const struct property *property, struct value value, struct text text,
                        struct schema_value wanted)
{
    struct text fact = schema_value_catalogue(wanted);
    if (fact.length == 0)
        return;
    struct check *check = property->check;
    struct catalogued in = catalogued_of(check->arena, fact);
    if (catalogue_answers(&in, text) != CATALOGUE_LACKS)
        return;
    struct text near = check_searches(check) ? catalogue_near(in.catalogue, in.list, text) : TEXT("");
    if (near.length && text_same_but_digits(text, near))
        return;
    struct diagnostic *diagnostic = property_report(property, MT2018, value, property_name(property),
                                                    property_owner(property), text_cstring(check->arena, text));
    if (!is_slip(text, near))
        report_lower(check->reporter, diagnostic);
    if (near.length)
        report_label(check->reporter, diagnostic, "did you mean '%.*s'?", (int)near.length, near.at);
}

/* A text, or the pieces of one that is put together. */
static struct value first_piece(struct value value)
{
    return value.kind == VALUE_CONCAT && value.count ? value.items[0] : value;
}

static struct value last_piece(struct value value)
{
    return value.kind == VALUE_CONCAT && value.count ? value.items[value.count - 1] : value;
}

/* --------------------------------------------------------- managed policies */

/* "service-role/AWSLambdaRole" of "AWSLambdaRole": the path is part of the ARN. */
static struct text with_path(struct text name)
{
    struct catalogue_list all = catalogue_find("iam-managed-policies", TEXT("all"));
    for (size_t i = 0; i < all.count; i++) {
        struct text item = catalogue_item(all, i);
        if (item.length > name.length && item.at[item.length - name.length - 1] == '/'
            && text_equal(text_slice(item, item.length - name.length, item.length), name))
            return item;
    }
    return TEXT("");
}

static void check_managed_policy(const struct property *property, struct value value)
{
    static const char MARK[] = ":iam::aws:policy/";
    struct value last = last_piece(value);
    const char *mark = last.kind == VALUE_STRING ? strstr(last.string, MARK) : NULL;
    if (!mark)
        return;
    struct text name = text_of(mark + strlen(MARK));
    if (catalogue_has("iam-managed-policies", TEXT("all"), name) != CATALOGUE_LACKS)
        return;
    struct text near = with_path(name);
    if (near.length == 0 && check_searches(property->check))
        near = catalogue_near("iam-managed-policies", TEXT("all"), name);
    /* One that resembles none may be younger than mtc. */
    if (near.length == 0 || text_same_but_digits(name, near))
        return;
    struct diagnostic *diagnostic = property_report(property, MT2048, value, name.at);
    report_label(property->check->reporter, diagnostic, "did you mean '%.*s'?", (int)near.length, near.at);
}

/* ---------------------------------------------------------------- endpoints */

static bool is_region(struct value value)
{
    return value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::Region") == 0;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* "com.amazonaws" and "ecr.api" of "com.amazonaws.eu-west-1.ecr.api", also
   where the region is a piece of its own; false where it is not of that form. */
static bool take_endpoint(struct value value, struct text *before, struct text *name)
{
    if (value.kind == VALUE_CONCAT) {
        if (value.count != 3 || value.items[0].kind != VALUE_STRING || !is_region(value.items[1])
            || value.items[2].kind != VALUE_STRING || value.items[2].string[0] != '.'
            || value.items[0].count < 2)
            return false;
        *before = text_slice(value_text(value.items[0]), 0, value.items[0].count - 1);
        *name = text_slice(value_text(value.items[2]), 1, value.items[2].count);
        return true;
    }
    struct text text = value.kind == VALUE_STRING ? value_text(value) : TEXT("");
    for (size_t i = 0; i < schema_region_count(); i++) {
        struct text region = schema_region_at(i);
        const char *at = strstr(value.kind == VALUE_STRING ? value.string : "", region.at);
        if (!at || at == text.at || at[-1] != '.' || at[region.length] != '.')
            continue;
        *before = text_slice(text, 0, (size_t)(at - text.at) - 1);
        *name = text_slice(text, (size_t)(at - text.at) + region.length + 1, text.length);
        return true;
    }
    return false;
}

/* "com.amazonaws.vpce.…" is a service of somebody's own. */
static void check_endpoint(const struct property *property, struct value value)
{
    struct text before, name;
    if (!take_endpoint(value, &before, &name)
        || catalogue_has("endpoint-services", before, name) != CATALOGUE_LACKS)
        return;
    for (size_t i = 0; i < name.length; i++)
        if (!is_plain(name.at[i]) && name.at[i] != '.')
            return;
    struct text near = check_searches(property->check) ? catalogue_near("endpoint-services", before, name) : TEXT("");
    if (near.length == 0)
        return;
    struct diagnostic *diagnostic =
        property_report(property, MT2018, value, property_name(property), property_owner(property),
                        text_cstring(property->check->arena, name));
    report_lower(property->check->reporter, diagnostic);
    report_label(property->check->reporter, diagnostic, "did you mean '%.*s'?", (int)near.length, near.at);
}

void property_known_name(const struct property *property, struct value value)
{
    struct value first = first_piece(value);
    if (first.kind != VALUE_STRING)
        return;
    if (strncmp(first.string, "arn:", 4) == 0)
        check_managed_policy(property, value);
    else if ((strncmp(first.string, "com.amazonaws.", 14) == 0 || strncmp(first.string, "aws.", 4) == 0)
             && text_equal_c(schema_property_name(property->schema), "ServiceName"))
        check_endpoint(property, value);
}
