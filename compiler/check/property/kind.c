/* Kinds: whether a value can be what AWS says a property is. Told is only what
   is certain to be wrong: CloudFormation turns strings, numbers and booleans
   into each other where the text allows it, and what a parameter or an intrinsic
   will give is known by its type alone. Called for each property by
   property.c, so the way without a mistake allocates nothing. */
#include "check/property/property.h"

#include <math.h>

/* ------------------------------------------------------------------ wording */

static const char *kind_name(enum schema_kind kind, bool many)
{
    switch (kind) {
    case SCHEMA_ANY: break;
    case SCHEMA_STRING: return many ? "strings" : "a string";
    case SCHEMA_INTEGER: return many ? "whole numbers" : "a whole number";
    case SCHEMA_NUMBER: return many ? "numbers" : "a number";
    case SCHEMA_BOOLEAN: return "true or false";
    case SCHEMA_LIST: return many ? "lists" : "a list";
    case SCHEMA_MAP: case SCHEMA_STRUCT: return many ? "objects" : "an object";
    }
    return "anything";
}

/* "is a list of strings", "holds strings" */
static const char *wanted_describe(struct check *check, struct schema_value wanted, bool item)
{
    if (item)
        return text_format(check->arena, "holds %s", kind_name(wanted.kind, true)).at;
    if (wanted.kind != SCHEMA_LIST || schema_item(wanted).kind == SCHEMA_ANY)
        return text_format(check->arena, "is %s", kind_name(wanted.kind, false)).at;
    return text_format(check->arena, "is a list of %s", kind_name(schema_item(wanted).kind, true)).at;
}

/* Properties in whose place `aws cloudformation package` takes the path of a
   file or folder, which it uploads ("AWS CLI Command Reference, cloudformation
   package"); those that are text anyway are not among them. */
static bool is_packaged(const struct property *property)
{
    static const struct { const char *type, *name; } places[] = {
        { "AWS::ApiGateway::RestApi", "BodyS3Location" }, { "AWS::Lambda::Function", "Code" },
        { "AWS::Lambda::LayerVersion", "Content" }, { "AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle" },
        { "AWS::StepFunctions::StateMachine", "DefinitionS3Location" }, { "AWS::CodeCommit::Repository", "S3" },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(property->resource->type->text, places[i].type) == 0
            && strcmp(property->field->key->text, places[i].name) == 0)
            return true;
    return false;
}

static void report_kind(const struct property *property, struct value value, struct schema_value wanted, bool item)
{
    struct check *check = property->check;
    struct diagnostic *diagnostic =
        property_report(property, MT2005, value, property_name(property), property_owner(property),
                        wanted_describe(check, wanted, item), value_describe(check->arena, value));
    if (wanted.kind == SCHEMA_LIST && value.kind != VALUE_MAP)
        report_help(check->reporter, diagnostic, "a list of one is written [ … ]");
    if (value.kind == VALUE_STRING && is_packaged(property)) {
        report_lower(check->reporter, diagnostic);
        report_help(check->reporter, diagnostic, "'aws cloudformation package' uploads what lies there, and writes the object");
    }
}

/* --------------------------------------------------------------- quantities */

static const char *quantity_help(struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_DURATION: return ".seconds, .minutes, .hours or .days";
    case VALUE_SIZE: return ".gib, .mib, .kib or .bytes";
    case VALUE_PERCENT: return ".number (70) or .fraction (0.7)";
    case VALUE_RANGE: return ".min or .max";
    default: return NULL;
    }
}

static void report_quantity(const struct property *property, struct value value)
{
    struct diagnostic *diagnostic =
        property_report(property, MT2008, value, property_name(property), property_owner(property),
                        value_describe(property->check->arena, value));
    const char *help = quantity_help(value);
    if (help)
        report_help(property->check->reporter, diagnostic, "say in what unit: %s", help);
}

static bool is_quantity(struct value value)
{
    return (value.kind >= VALUE_DURATION && value.kind <= VALUE_RANGE) || value.kind == VALUE_PORTS;
}

void property_plain(const struct property *property, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_DURATION: case VALUE_SIZE: case VALUE_PERCENT: case VALUE_RANGE: case VALUE_PORTS:
        report_quantity(property, value);
        break;
    case VALUE_LIST:
        for (uint32_t i = 0; i < value.count; i++)
            property_plain(property, value.items[i]);
        break;
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count; i++)
            property_plain(property, value.fields[i].value);
        break;
    case VALUE_CHOICE:
        property_plain(property, value.choice->yes);
        property_plain(property, value.choice->no);
        break;
    default:
        break;
    }
}

/* -------------------------------------------------------------------- kinds */

/* What a value will be once it is deployed. */
enum form {
    FORM_UNKNOWN,       /* anything, for all that mtc knows */
    FORM_STRING,        /* text that may be turned into a number */
    FORM_NUMBER,
    FORM_BOOLEAN,
    FORM_LIST,
    FORM_MAP
};

static enum form form_of_parameter(const struct parameter *parameter)
{
    struct text type = text_of(parameter->type);
    if (text_starts(type, "AWS::SSM::Parameter::Value<"))
        type = text_slice(type, strlen("AWS::SSM::Parameter::Value<"), type.length);
    bool list = text_starts(type, "List<") || text_starts(type, "CommaDelimitedList");
    return list ? FORM_LIST : FORM_STRING;
}

static enum form form_of_intrinsic(const struct value_intrinsic *intrinsic)
{
    static const struct { const char *name; enum form form; } FORMS[] = {
        { "Fn::Base64", FORM_STRING }, { "Fn::Cidr", FORM_LIST }, { "Fn::GetAZs", FORM_LIST },
        { "Fn::ImportValue", FORM_STRING }, { "Fn::Join", FORM_STRING }, { "Fn::Split", FORM_LIST },
        { "Fn::Sub", FORM_STRING }, { "Fn::ToJsonString", FORM_STRING },
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        if (strcmp(intrinsic->name->text, FORMS[i].name) == 0)
            return FORMS[i].form;
    return FORM_UNKNOWN;
}

static enum form form_of_attribute(const struct value_attribute *attribute)
{
    if (!attribute->resource->schema)
        return FORM_UNKNOWN;
    switch (schema_attribute_value(attribute->resource->schema, atom_text(attribute->name)).kind) {
    case SCHEMA_LIST: return FORM_LIST;
    case SCHEMA_INTEGER: case SCHEMA_NUMBER: return FORM_NUMBER;
    default: return FORM_UNKNOWN;
    }
}

static enum form form_of_pseudo(const struct atom *name)
{
    if (strcmp(name->text, "AWS::NoValue") == 0)
        return FORM_UNKNOWN;
    return strcmp(name->text, "AWS::NotificationARNs") == 0 ? FORM_LIST : FORM_STRING;
}

/* An object that spells an intrinsic itself: {"Fn::If": […]}. */
static bool spells_intrinsic(struct value map)
{
    if (map.count != 1 || (map.fields[0].key->text[0] != 'F' && map.fields[0].key->text[0] != 'R'))
        return false;
    struct text key = atom_text(map.fields[0].key);
    return text_starts(key, "Fn::") || text_equal_c(key, "Ref");
}

static enum form form_of(struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_STRING: case VALUE_CIDR: case VALUE_IP: case VALUE_ZONE: case VALUE_TYPE:
    case VALUE_RESOURCE: case VALUE_CONCAT:
        return FORM_STRING;
    case VALUE_INTEGER: case VALUE_NUMBER: case VALUE_DIGITS: return FORM_NUMBER;
    case VALUE_BOOL: return FORM_BOOLEAN;
    case VALUE_LIST: return FORM_LIST;
    case VALUE_MAP: return spells_intrinsic(value) ? FORM_UNKNOWN : FORM_MAP;
    case VALUE_PARAMETER: return form_of_parameter(value.parameter);
    case VALUE_PSEUDO: return form_of_pseudo(value.atom);
    case VALUE_ATTRIBUTE: return form_of_attribute(value.attribute);
    case VALUE_INTRINSIC: return form_of_intrinsic(value.intrinsic);
    default: return FORM_UNKNOWN;
    }
}

bool text_numeric(struct text text, bool whole)
{
    if (text_starts(text, "{{resolve:"))
        return true;
    size_t i = text.length && (text.at[0] == '-' || text.at[0] == '+');
    size_t digits = 0;
    for (; i < text.length; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (whole || !(c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+'))
            return false;
    }
    return digits > 0;
}

static bool number_fits(struct value value, bool whole)
{
    if (value.kind == VALUE_STRING)
        return text_numeric(value_text(value), whole);
    double number;
    if (value.kind != VALUE_INTEGER && value_real(value, &number) && whole)
        return number == floor(number);
    return value.kind != VALUE_CIDR && value.kind != VALUE_IP && value.kind != VALUE_ZONE && value.kind != VALUE_TYPE;
}

static bool boolean_fits(struct value value)
{
    static const char *const WORDS[] = { "true", "false", "True", "False", "TRUE", "FALSE" };
    if (value.kind != VALUE_STRING)
        return value.kind != VALUE_CIDR && value.kind != VALUE_IP && value.kind != VALUE_ZONE
            && value.kind != VALUE_TYPE;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (text_equal_c(value_text(value), WORDS[i]))
            return true;
    return text_starts(value_text(value), "{{resolve:");
}

static bool fits(struct value value, enum form form, enum schema_kind wanted)
{
    switch (wanted) {
    case SCHEMA_ANY:
        return true;
    case SCHEMA_STRING:
        return form == FORM_STRING || form == FORM_NUMBER || form == FORM_BOOLEAN;
    case SCHEMA_INTEGER:
        return (form == FORM_STRING || form == FORM_NUMBER) && number_fits(value, true);
    case SCHEMA_NUMBER:
        return (form == FORM_STRING || form == FORM_NUMBER) && number_fits(value, false);
    case SCHEMA_BOOLEAN:
        return form == FORM_BOOLEAN || (form == FORM_STRING && boolean_fits(value));
    case SCHEMA_LIST:
        return form == FORM_LIST;
    case SCHEMA_MAP: case SCHEMA_STRUCT:
        return form == FORM_MAP;
    }
    return true;
}

bool property_kind(const struct property *property, struct value value, struct schema_value wanted, bool item)
{
    if (is_quantity(value)) {
        report_quantity(property, value);
        return false;
    }
    enum form form = form_of(value);
    if (form == FORM_UNKNOWN || fits(value, form, wanted.kind))
        return true;
    report_kind(property, value, wanted, item);
    return false;
}
