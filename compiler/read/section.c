/* Sections: what stands at the top of a template and in the entries of each
   section but Resources. First everything with a name is declared, since a
   template may speak of it before; then each section is gone through.

   Source: "Template sections", "Parameters section", "Outputs section",
   "Mappings section", "Rules section" of the AWS CloudFormation User Guide. */
#include "read/reader.h"

/* The section, or NULL; a section that is no map is told once and is NULL too. */
static struct value *section(struct reader *reader, const char *name)
{
    const struct value *found = value_get_c(reader->top, name);
    if (!found || found->kind == VALUE_MAP)
        return (struct value *)(uintptr_t)found;
    reader_wanted(reader, *found, text_format(reader->arena, "an object of %s", name).at);
    return NULL;
}

/* Whether the entry is one that a transform or a loop makes into others. */
static bool is_made_elsewhere(const struct value_field *field)
{
    return is_loop(field->key) || text_equal_c(atom_text(field->key), "Fn::Transform");
}

/* MT0024 for a field that an entry cannot have. */
static void unknown_field(struct reader *reader, const struct value_field *field, const char *const *known, size_t count,
                          const char *what)
{
    if (reader->macros || text_starts(atom_text(field->key), "Fn::"))
        return;
    struct diagnostic *diagnostic = report(reader->reporter, MT0024, field->key_span, NULL, field->key->text, what);
    struct near near;
    near_start(&near, atom_text(field->key));
    for (size_t i = 0; i < count; i++)
        near_try(&near, text_of(known[i]));
    report_near(reader->reporter, diagnostic, near.best);
}

/* The place of the name in the list, or count. */
static size_t find_word(const char *const *words, size_t count, const struct atom *word)
{
    size_t i = 0;
    while (i < count && strcmp(words[i], word->text) != 0)
        i++;
    return i;
}

static void missing_field(struct reader *reader, const struct value_field *entry, const char *kind, const char *field)
{
    report(reader->reporter, MT2004, entry->key_span, NULL,
           text_format(reader->arena, "%s '%s'", kind, entry->key->text).at, field);
}

static const struct text *description_of(struct reader *reader, const struct value *value)
{
    if (!value || value->kind != VALUE_STRING)
        return NULL;
    struct text *text = NEW(reader->arena, struct text);
    *text = value_text(*value);
    return text;
}

/* ----------------------------------------------------------- parameters */

static const char *const parameter_fields[] = {
    "Type", "Default", "Description", "AllowedValues", "AllowedPattern", "ConstraintDescription",
    "MinLength", "MaxLength", "MinValue", "MaxValue", "NoEcho",
};
enum { PARAMETER_FIELDS = sizeof parameter_fields / sizeof *parameter_fields };

static bool is_true(const struct value *value)
{
    if (!value)
        return false;
    return (value->kind == VALUE_BOOL && value->integer)
        || (value->kind == VALUE_STRING && (text_equal_c(value_text(*value), "true") || text_equal_c(value_text(*value), "True")));
}

static struct value field_of(struct value map, const char *key)
{
    const struct value *value = value_get_c(map, key);
    return value ? *value : value_null(SPAN_NONE);
}

static void read_parameter(struct reader *reader, const struct value_field *field)
{
    struct parameter *parameter = NEW(reader->arena, struct parameter);
    struct value body = field->value;
    *parameter = (struct parameter){
        .id = field->key->text, .name = field->key, .span = field->key_span, .type = "String",
        .index = (uint32_t)reader->stack->parameters.count,
        .description = description_of(reader, value_get_c(body, "Description")),
        .standard = field_of(body, "Default"), .allowed = field_of(body, "AllowedValues"),
        .pattern = field_of(body, "AllowedPattern"), .message = field_of(body, "ConstraintDescription"),
        .min = field_of(body, "MinValue"), .max = field_of(body, "MaxValue"),
        .min_length = field_of(body, "MinLength"), .max_length = field_of(body, "MaxLength"),
        .label = value_null(SPAN_NONE), .group = value_null(SPAN_NONE),
        .secret = is_true(value_get_c(body, "NoEcho")),
    };
    *map_put(reader->arena, &reader->parameters, field->key) = parameter;
    *VEC_ADD(reader->arena, &reader->stack->parameters) = parameter;
    if (body.kind != VALUE_MAP) {
        reader_wanted(reader, body, "an object that describes the parameter");
        return;
    }
    const struct value *type = value_get_c(body, "Type");
    if (!type)
        missing_field(reader, field, "parameter", "'Type'");
    else if (reader_text(reader, *type, "the type of a parameter"))
        parameter->type = type->string;
    if (parameter->allowed.kind != VALUE_NULL && parameter->allowed.kind != VALUE_LIST) {
        reader_wanted(reader, parameter->allowed, "a list of allowed values");
        parameter->allowed = value_null(SPAN_NONE);
    }
    for (uint32_t i = 0; i < body.count; i++) {
        if (find_word(parameter_fields, PARAMETER_FIELDS, body.fields[i].key) == PARAMETER_FIELDS)
            unknown_field(reader, &body.fields[i], parameter_fields, PARAMETER_FIELDS, "a parameter");
        else if (body.fields[i].value.kind == VALUE_MAP && !reader->macros)
            reader_wanted(reader, body.fields[i].value, "a plain value: parameters take no intrinsic functions,");
    }
}

static void read_parameters(struct reader *reader, struct value *parameters)
{
    for (uint32_t i = 0; i < parameters->count; i++)
        if (!is_made_elsewhere(&parameters->fields[i]))
            read_parameter(reader, &parameters->fields[i]);
        else
            reader->included = true;
}

/* ------------------------------------------------------------- mappings */

static void read_mapping(struct reader *reader, const struct value_field *field)
{
    struct mapping *mapping = NEW(reader->arena, struct mapping);
    *mapping = (struct mapping){ field->key->text, field->key_span, field->value };
    *map_put(reader->arena, &reader->mappings, field->key) = mapping;
    *VEC_ADD(reader->arena, &reader->stack->mappings) = mapping;
    if (field->value.kind != VALUE_MAP) {
        reader_wanted(reader, field->value, "an object of objects");
        return;
    }
    for (uint32_t i = 0; i < field->value.count; i++) {
        const struct value_field *inner = &field->value.fields[i];
        if (is_made_elsewhere(inner) || !reader_wanted_map(reader, inner->value, "an object, the mapping's second level"))
            continue;
        for (uint32_t j = 0; j < inner->value.count && !reader->macros && !reader->extensions; j++)
            if (inner->value.fields[j].value.kind == VALUE_MAP && !is_made_elsewhere(&inner->value.fields[j]))
                reader_wanted(reader, inner->value.fields[j].value, "a text, a number or a list");
    }
}

static void read_mappings(struct reader *reader, struct value *mappings)
{
    for (uint32_t i = 0; i < mappings->count; i++)
        if (!is_made_elsewhere(&mappings->fields[i]))
            read_mapping(reader, &mappings->fields[i]);
        else
            reader->included = true;
}

/* ---------------------------------------------------------------- rules */

static void read_rules(struct reader *reader, struct value *rules)
{
    read_calls(reader, rules);
    for (uint32_t i = 0; i < rules->count; i++) {
        struct rule *rule = NEW(reader->arena, struct rule);
        *rule = (struct rule){ rules->fields[i].key->text, rules->fields[i].key_span, rules->fields[i].value };
        *VEC_ADD(reader->arena, &reader->stack->rules) = rule;
        reader_wanted_map(reader, rule->body, "an object of 'RuleCondition' and 'Assertions'");
    }
}

/* -------------------------------------------------------------- outputs */

static const char *const output_fields[] = { "Value", "Description", "Export", "Condition" };
enum { OUTPUT_FIELDS = sizeof output_fields / sizeof *output_fields };

static void read_export(struct reader *reader, struct stack_output *output, const struct value *export)
{
    if (!export)
        return;
    const struct value *name = value_get_c(*export, "Name");
    if (export->kind == VALUE_MAP && name)
        output->export = *name;
    else if (export->kind != VALUE_INTRINSIC)
        reader_wanted(reader, *export, "an object with 'Name'");
}

static void read_output(struct reader *reader, const struct value_field *field)
{
    struct stack_output *output = NEW(reader->arena, struct stack_output);
    struct value body = field->value;
    *output = (struct stack_output){
        .id = field->key->text, .span = field->key_span, .value = field_of(body, "Value"),
        .export = value_null(SPAN_NONE), .description = description_of(reader, value_get_c(body, "Description")),
    };
    *VEC_ADD(reader->arena, &reader->stack->outputs) = output;
    if (!reader_wanted_map(reader, body, "an object that describes the output"))
        return;
    if (!value_get_c(body, "Value") && !reader->macros && !value_get_c(body, "Fn::Transform"))
        missing_field(reader, field, "output", "'Value'");
    read_export(reader, output, value_get_c(body, "Export"));
    const struct value *condition = value_get_c(body, "Condition");
    if (condition)
        output->condition = find_condition(reader, *condition);
    for (uint32_t i = 0; i < body.count; i++)
        if (find_word(output_fields, OUTPUT_FIELDS, body.fields[i].key) == OUTPUT_FIELDS)
            unknown_field(reader, &body.fields[i], output_fields, OUTPUT_FIELDS, "an output");
}

static void read_outputs(struct reader *reader, struct value *outputs)
{
    read_calls(reader, outputs);
    for (uint32_t i = 0; i < outputs->count; i++)
        if (!is_made_elsewhere(&outputs->fields[i]))
            read_output(reader, &outputs->fields[i]);
}

/* ------------------------------------------------------------ transform */

/* Macros that AWS provides and whose doings are known: they change nothing that
   the checks look at beyond what is said of each here. */
static void take_transform(struct reader *reader, struct text name)
{
    if (text_starts(name, "AWS::Serverless-"))
        reader->serverless = true;
    else if (text_equal_c(name, "AWS::LanguageExtensions"))
        reader->extensions = true;
    else if (text_equal_c(name, "AWS::Include"))
        reader->included = true;
    else if (!text_equal_c(name, "AWS::SecretsManager-2020-07-23") && !text_equal_c(name, "AWS::SecretsManager-2024-09-16")
             && !text_equal_c(name, "AWS::CodeDeployBlueGreen") && !text_equal_c(name, "AWS::ServiceCatalog"))
        reader->macros = true;
}

static void read_transform(struct reader *reader, struct value transform)
{
    const struct value *name = value_get_c(transform, "Name");
    if (transform.kind == VALUE_STRING)
        take_transform(reader, value_text(transform));
    else if (transform.kind == VALUE_MAP && name && name->kind == VALUE_STRING)
        take_transform(reader, value_text(*name));
    else if (transform.kind == VALUE_LIST)
        for (uint32_t i = 0; i < transform.count; i++)
            read_transform(reader, transform.items[i]);
    else
        reader_wanted(reader, transform, "the name of a macro, or a list of them");
}

/* -------------------------------------------------------------- the top */

static const char *const section_names[] = {
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions",
    "Transform", "Resources", "Outputs", "Hooks", "Globals",
};
enum { SECTIONS = sizeof section_names / sizeof *section_names };

static void read_version(struct reader *reader, const struct value *version)
{
    if (!version || (version->kind == VALUE_STRING && text_equal_c(value_text(*version), "2010-09-09")))
        return;
    reader_wanted(reader, *version, "the format's only version, '2010-09-09',");
}

static void read_head(struct reader *reader)
{
    const struct value *description = value_get_c(reader->top, "Description");
    const struct value *transform = value_get_c(reader->top, "Transform");
    const struct value *metadata = value_get_c(reader->top, "Metadata");
    read_version(reader, value_get_c(reader->top, "AWSTemplateFormatVersion"));
    if (description && reader_text(reader, *description, "text"))
        reader->stack->description = value_text(*description);
    reader->stack->transform = transform ? *transform : value_null(SPAN_NONE);
    if (transform)
        read_transform(reader, *transform);
    if (value_get_c(reader->top, "Fn::Transform"))
        reader->included = true;
    reader->stack->metadata = metadata ? *metadata : value_null(SPAN_NONE);
}

static void check_sections(struct reader *reader)
{
    for (uint32_t i = 0; i < reader->top.count; i++) {
        const struct value_field *field = &reader->top.fields[i];
        bool globals = text_equal_c(atom_text(field->key), "Globals") && !reader->serverless;
        if ((find_word(section_names, SECTIONS, field->key) < SECTIONS && !globals) || reader->macros
            || text_starts(atom_text(field->key), "Fn::Transform"))
            continue;
        struct diagnostic *diagnostic = report(reader->reporter, MT0043, field->key_span, NULL, field->key->text);
        struct near near;
        near_start(&near, atom_text(field->key));
        for (size_t j = 0; j < SECTIONS && !globals; j++)
            near_try(&near, text_of(section_names[j]));
        report_near(reader->reporter, diagnostic, near.best);
        if (globals)
            report_help(reader->reporter, diagnostic, "it belongs to 'Transform: AWS::Serverless-2016-10-31'");
    }
}

/* A template needs a resource, unless something else may bring it. */
static void check_resources(struct reader *reader, const struct value *resources)
{
    if (reader->macros || reader->included || (resources && resources->count))
        return;
    struct span span = resources ? resources->span : reader->top.fields[0].key_span;
    report(reader->reporter, MT2004, span, NULL, resources ? "'Resources'" : "a template",
           resources ? "at least one resource" : "'Resources'");
}

/* A misspelt reference may be the one that is missing: only where all is well. */
static void check_parameters(struct reader *reader)
{
    if (reader->macros || reader->included || reader->uses_any || reader->reporter->errors > reader->errors)
        return;
    for (size_t i = 0; i < reader->parameters.count; i++) {
        const struct parameter *parameter = reader->parameters.entries[i].value;
        if (!map_find(&reader->used, parameter->name))
            report(reader->reporter, MT1024, parameter->span, NULL, parameter->id);
    }
}

void read_sections(struct reader *reader)
{
    read_head(reader);
    check_sections(reader);
    struct value *parameters = section(reader, "Parameters"), *mappings = section(reader, "Mappings");
    struct value *conditions = section(reader, "Conditions"), *rules = section(reader, "Rules");
    struct value *outputs = section(reader, "Outputs"), *resources = section(reader, "Resources");
    const struct value *globals = value_get_c(reader->top, "Globals");
    if (parameters)
        read_parameters(reader, parameters);
    if (mappings)
        read_mappings(reader, mappings);
    if (conditions)
        declare_conditions(reader, conditions);
    if (resources)
        declare_resources(reader, resources);
    if (conditions)
        read_conditions(reader, conditions);
    if (rules)
        read_rules(reader, rules);
    if (resources)
        read_resources(reader, resources);
    if (outputs)
        read_outputs(reader, outputs);
    if (globals)
        read_calls(reader, (struct value *)(uintptr_t)globals);
    check_parameters(reader);
    if (resources || !value_get_c(reader->top, "Resources"))
        check_resources(reader, resources);
}
