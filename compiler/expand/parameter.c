/* Values from outside: parameters (deploy time), inputs, environments and -D
   (compile time), and the zones. */
#include "expand/expander.h"

/* ---- where a value comes from ---- */

static const struct define *define_find(const struct expander *x, const struct atom *name)
{
    for (size_t i = 0; i < x->options->define_count; i++)
        if (text_equal(x->options->defines[i].name, atom_text(name)))
            return &x->options->defines[i];
    return NULL;
}

static const struct node *object_field(const struct object *object, const struct atom *name)
{
    for (uint32_t i = 0; object && i < object->head.count; i++)
        if (object->fields[i].key == name)
            return object->fields[i].value;
    return NULL;
}

/* -D NAME=VALUE: an expression; the text itself where a string is wanted. */
static struct value define_value(struct expander *x, const struct define *define, const struct node *type,
                                 const struct value *standard)
{
    struct text name = text_format(x->arena, "<-D %.*s>", (int)define->name.length, define->name.at);
    struct source *source = modules_option(x->modules, name, define->value);
    if (!source)
        return value_poison();
    struct span span = { source->base, source->base + (uint32_t)define->value.length };
    struct value text = value_string(text_copy(x->arena, define->value), span);
    const struct node *node = syntax_parse_expression(x->arena, x->atoms, x->reporter, source, true);
    if (node && node->kind == NODE_STRING)
        return evaluate(x, &x->main->scope, node);
    struct value as_text = text;
    if (type ? coerce_quietly(x, &x->main->scope, type, &as_text) : standard && standard->kind == VALUE_STRING)
        return as_text;
    return node ? evaluate(x, &x->main->scope, node) : text;
}

/* The value from outside for an input or parameter; false where there is none. */
static bool outside_value(struct expander *x, const struct decl_param *declaration, const struct value *standard,
                          struct value *value)
{
    const struct atom *name = declaration->head.name;
    const struct define *define = define_find(x, name);
    const struct node *node = x->options->test ? object_field(x->options->test->inputs, name) : NULL;
    if (!node && !define)
        node = object_field(x->environment, name);
    if (define && !node)
        *value = define_value(x, define, declaration->type, standard);
    else if (node)
        *value = evaluate(x, &x->main->scope, node);
    return node || define;
}

static bool same_sort(struct value a, struct value b)
{
    bool numbers = (a.kind == VALUE_INTEGER || a.kind == VALUE_NUMBER) && (b.kind == VALUE_INTEGER || b.kind == VALUE_NUMBER);
    return a.kind == b.kind || numbers || a.kind == VALUE_NULL || b.kind == VALUE_NULL || a.kind == VALUE_POISON;
}

struct value input_value(struct expander *x, struct symbol *symbol)
{
    const struct decl_param *declaration = (const struct decl_param *)symbol->declaration;
    struct scope *scope = symbol->part->scope;
    struct value value, standard = value_null(declaration->head.name_span);
    if (declaration->standard)
        standard = evaluate(x, scope, declaration->standard);
    bool given = outside_value(x, declaration, declaration->standard ? &standard : NULL, &value);
    if (!given && !declaration->standard) {
        if (declaration->type && declaration->type->kind == TYPE_OPTIONAL)
            return standard;
        struct diagnostic *diagnostic = report(x->reporter, MT1012, declaration->head.name_span, NULL,
                                               declaration->head.name->text);
        report_help(x->reporter, diagnostic, "give it with '-D %s=…', in an 'env', or as a default",
                    declaration->head.name->text);
        return value_poison();
    }
    if (!given)
        value = standard;
    if (declaration->type)
        return coerce(x, scope, declaration->type, value, declaration->head.name_span);
    if (given && declaration->standard && !same_sort(value, standard))
        return fail(x, scope, MT1030, value.span, text_format(x->arena, "a value like %s", value_describe(x->arena, standard)).at,
                    value_describe(x->arena, value), NULL);
    return value;
}

/* ---- environments ---- */

static bool declared_input(const struct block *block, const struct atom *name)
{
    for (size_t i = 0; i < block->count; i++)
        if ((block->items[i]->head.kind == DECL_INPUT || block->items[i]->head.kind == DECL_PARAM) && block->items[i]->name == name)
            return true;
    return false;
}

static void near_inputs(const struct block *block, struct near *near)
{
    for (size_t i = 0; i < block->count; i++)
        if (block->items[i]->head.kind == DECL_INPUT || block->items[i]->head.kind == DECL_PARAM)
            near_try(near, atom_text(block->items[i]->name));
}

static void unknown_input(struct expander *x, const char *name, struct span span)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1011, span, NULL, name);
    struct near near;
    near_start(&near, text_of(name));
    near_inputs(x->main->part->block, &near);
    report_near(x->reporter, diagnostic, near.best);
}

static void fields_check(struct expander *x, const struct object *object, bool test)
{
    for (uint32_t i = 0; object && i < object->head.count; i++) {
        const struct field *field = &object->fields[i];
        if (field->key && !declared_input(x->main->part->block, field->key)
            && !(test && text_equal_c(atom_text(field->key), "env")))
            unknown_input(x, field->key->text, field->key_span);
    }
}

/* Chooses --env (a test's own `env` first) and checks every environment's names. */
void environment_choose(struct expander *x, struct module *main)
{
    const struct block *block = &main->syntax->body;
    const char *wanted = x->options->environment;
    struct span span = SPAN_NONE;
    if (x->options->test && x->options->test->inputs) {
        const struct node *node = object_field(x->options->test->inputs, atom_of_c(x->atoms, "env"));
        if (node && node->kind == NODE_STRING) {
            wanted = ((const struct string *)node)->text.at;
            span = node->span;
        }
        fields_check(x, x->options->test->inputs, true);
    }
    for (size_t i = 0; i < block->count; i++) {
        if (block->items[i]->head.kind != DECL_ENV)
            continue;
        const struct object *values = (const struct object *)((const struct decl_value *)block->items[i])->value;
        if (!values || values->head.kind != NODE_OBJECT)
            continue;
        fields_check(x, values, false);
        if (wanted && text_equal_c(atom_text(block->items[i]->name), wanted))
            x->environment = values;
    }
    if (!wanted || x->environment)
        return;
    struct near near;
    near_start(&near, text_of(wanted));
    for (size_t i = 0; i < block->count; i++)
        if (block->items[i]->head.kind == DECL_ENV)
            near_try(&near, atom_text(block->items[i]->name));
    report_near(x->reporter, report(x->reporter, MT1010, span, NULL, wanted), near.best);
}

void defines_check(struct expander *x)
{
    for (size_t i = 0; i < x->options->define_count; i++) {
        const struct atom *name = atom_of(x->atoms, x->options->defines[i].name);
        if (!declared_input(x->main->part->block, name))
            unknown_input(x, name->text, SPAN_NONE);
    }
}

/* ---- parameters ---- */

/* CloudFormation's type of a parameter; NULL where it has none. */
static const char *parameter_type(struct expander *x, struct scope *scope, const struct node *type,
                                  struct parameter *parameter);

static const char *named_type(struct expander *x, struct scope *scope, const struct name *type, struct parameter *parameter)
{
    static const char *const TYPES[][2] = {
        { "string", "String" }, { "arn", "String" }, { "cidr", "String" }, { "ip", "String" }, { "az", "String" },
        { "int", "Number" }, { "number", "Number" }, { "port", "Number" }, { "bool", "String" },
        { "list", "CommaDelimitedList" }, { "any", "String" },
    };
    struct text name = atom_text(type->name);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (!text_equal_c(name, TYPES[i][0]))
            continue;
        if (text_equal_c(name, "bool")) {
            struct value *both = new_values(x, 2);
            both[0] = value_string(TEXT("true"), type->head.span);
            both[1] = value_string(TEXT("false"), type->head.span);
            parameter->is_bool = true;
            parameter->allowed = value_list(both, 2, type->head.span);
        } else if (text_equal_c(name, "port")) {
            parameter->min = value_integer(0, type->head.span);
            parameter->max = value_integer(65535, type->head.span);
        }
        return TYPES[i][1];
    }
    const struct decl_value *alias = map_get(&scope->body->types, type->name);
    return alias && alias->type != &type->head ? parameter_type(x, scope, alias->type, parameter) : NULL;
}

static const char *applied_type(struct expander *x, struct scope *scope, const struct type_apply *type,
                                struct parameter *parameter)
{
    if (type->head.count != 1)
        return NULL;
    const char *inner = parameter_type(x, scope, type->arguments[0], parameter);
    if (!inner)
        return NULL;
    if (text_equal_c(atom_text(type->name), "list"))
        return strcmp(inner, "String") == 0 ? "CommaDelimitedList" : text_format(x->arena, "List<%s>", inner).at;
    if (text_equal_c(atom_text(type->name), "ssm"))
        return text_format(x->arena, "AWS::SSM::Parameter::Value<%s>", inner).at;
    return NULL;
}

/* A union of literals: their common type, and the list of what is allowed. */
static const char *union_type(struct expander *x, struct scope *scope, const struct list *type, struct parameter *parameter)
{
    struct value *allowed = new_values(x, type->head.count);
    bool strings = true, numbers = true;
    for (uint32_t i = 0; i < type->head.count; i++) {
        if (type->items[i]->kind != TYPE_LITERAL)
            return NULL;
        allowed[i] = evaluate(x, scope, ((const struct unary *)type->items[i])->operand);
        strings &= allowed[i].kind == VALUE_STRING;
        numbers &= allowed[i].kind == VALUE_INTEGER || allowed[i].kind == VALUE_NUMBER;
    }
    parameter->allowed = value_list(allowed, type->head.count, type->head.span);
    return strings ? "String" : numbers ? "Number" : NULL;
}

static const char *parameter_type(struct expander *x, struct scope *scope, const struct node *type,
                                  struct parameter *parameter)
{
    switch (type->kind) {
    case TYPE_NAMED: return named_type(x, scope, (const struct name *)type, parameter);
    case TYPE_RESOURCE: return ((const struct name *)type)->name->text;
    case TYPE_APPLY: return applied_type(x, scope, (const struct type_apply *)type, parameter);
    case TYPE_UNION: return union_type(x, scope, (const struct list *)type, parameter);
    case TYPE_LITERAL: {
        struct value *only = new_values(x, 1);
        only[0] = evaluate(x, scope, ((const struct unary *)type)->operand);
        parameter->allowed = value_list(only, 1, type->span);
        return only[0].kind == VALUE_STRING ? "String" : "Number";
    }
    default: return NULL;
    }
}

static const char *type_of_default(struct value standard, struct parameter *parameter)
{
    if (standard.kind == VALUE_INTEGER || standard.kind == VALUE_NUMBER)
        return "Number";
    if (standard.kind == VALUE_LIST)
        return "CommaDelimitedList";
    if (standard.kind == VALUE_BOOL)
        parameter->is_bool = true;
    return "String";
}

struct parameter_field {
    const char *name;
    enum value_kind kind;       /* VALUE_INTEGER: any number */
    size_t offset;
};

static bool set_field(struct expander *x, struct scope *scope, struct parameter *parameter, const struct field *field)
{
    static const struct parameter_field FIELDS[] = {
        { "allowed", VALUE_LIST, offsetof(struct parameter, allowed) },
        { "pattern", VALUE_STRING, offsetof(struct parameter, pattern) },
        { "message", VALUE_STRING, offsetof(struct parameter, message) },
        { "label", VALUE_STRING, offsetof(struct parameter, label) },
        { "group", VALUE_STRING, offsetof(struct parameter, group) },
        { "min", VALUE_INTEGER, offsetof(struct parameter, min) },
        { "max", VALUE_INTEGER, offsetof(struct parameter, max) },
        { "min_length", VALUE_INTEGER, offsetof(struct parameter, min_length) },
        { "max_length", VALUE_INTEGER, offsetof(struct parameter, max_length) },
        { "secret", VALUE_BOOL, 0 },
    };
    for (size_t i = 0; field->key && i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (!text_equal_c(atom_text(field->key), FIELDS[i].name))
            continue;
        struct value value = evaluate(x, scope, field->value);
        if (value.kind == VALUE_POISON)
            return false;
        if (value.kind != FIELDS[i].kind && !(FIELDS[i].kind == VALUE_INTEGER && value.kind == VALUE_NUMBER)) {
            static const char *const WANTED[] = { "true or false", "a number", "a string", "a list" };
            const char *wanted = WANTED[FIELDS[i].kind == VALUE_BOOL ? 0 : FIELDS[i].kind == VALUE_INTEGER ? 1
                                        : FIELDS[i].kind == VALUE_STRING ? 2 : 3];
            fail(x, scope, MT1030, field->value->span, wanted, value_describe(x->arena, value), NULL);
            return false;
        }
        if (FIELDS[i].kind == VALUE_BOOL)
            parameter->secret = value.integer;
        else
            *(struct value *)((char *)parameter + FIELDS[i].offset) = value;
        return true;
    }
    struct diagnostic *diagnostic = report(x->reporter, MT0024, field->key_span, NULL,
                                           field->key ? field->key->text : "...", "a parameter");
    struct near near;
    near_start(&near, field->key ? atom_text(field->key) : TEXT(""));
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        near_try(&near, text_of(FIELDS[i].name));
    report_near(x->reporter, diagnostic, near.best);
    return false;
}

static struct value default_form(struct expander *x, struct value value)
{
    struct text text;
    if (value.kind == VALUE_BOOL || value.kind == VALUE_CIDR || value.kind == VALUE_IP || value.kind == VALUE_ZONE) {
        value_to_text(x->arena, value, &text);
        return value_string(text, value.span);
    }
    if (value.kind == VALUE_LIST) {
        struct buffer buffer;
        buffer_init(&buffer, x->arena);
        for (uint32_t i = 0; i < value.count; i++) {
            if (i)
                buffer_add_char(&buffer, ',');
            if (value_to_text(x->arena, value.items[i], &text))
                buffer_add(&buffer, text);
        }
        return value_string(text_copy(x->arena, buffer_text(&buffer)), value.span);
    }
    return value;
}

static bool number_of(struct value value, double *number)
{
    *number = value.kind == VALUE_INTEGER ? (double)value.integer : value.number;
    return value.kind == VALUE_INTEGER || value.kind == VALUE_NUMBER;
}

/* Whether the default is one that the parameter itself would refuse. */
static bool default_refused(const struct parameter *p)
{
    double value, bound;
    bool list = parameter_is_list(p);
    if (p->standard.kind == VALUE_NULL || list)
        return false;
    if (p->allowed.kind == VALUE_LIST) {
        bool found = false;
        for (uint32_t i = 0; i < p->allowed.count; i++)
            found |= value_equal(p->allowed.items[i], p->standard);
        if (!found)
            return true;
    }
    if (number_of(p->standard, &value))
        return (number_of(p->min, &bound) && value < bound) || (number_of(p->max, &bound) && value > bound);
    return p->standard.kind == VALUE_STRING
        && ((number_of(p->min_length, &bound) && p->standard.count < bound)
            || (number_of(p->max_length, &bound) && p->standard.count > bound));
}

struct parameter *parameter_new(struct expander *x, const struct atom *name, const char *id, struct span span)
{
    struct parameter *parameter = NEW(x->arena, struct parameter);
    struct value none = value_null(SPAN_NONE);
    parameter->id = id;
    parameter->name = name;
    parameter->index = (uint32_t)x->parameters.count;
    parameter->span = span;
    parameter->standard = parameter->allowed = parameter->pattern = parameter->message = parameter->label = none;
    parameter->group = parameter->min = parameter->max = parameter->min_length = parameter->max_length = none;
    *VEC_ADD(x->arena, &x->parameters) = parameter;
    return parameter;
}

struct value parameter_value(struct expander *x, struct symbol *symbol)
{
    const struct decl_param *declaration = (const struct decl_param *)symbol->declaration;
    struct scope *scope = symbol->part->scope;
    const struct atom *name = declaration->head.name;
    const char *id = path_join(x, scope->body->path, atom_text(name), value_null(SPAN_NONE));
    struct parameter *parameter = parameter_new(x, name, id, declaration->head.name_span);
    struct value standard = value_null(SPAN_NONE), given;
    parameter->description = declaration->head.description;
    if (declaration->standard)
        standard = evaluate(x, scope, declaration->standard);
    parameter->given = outside_value(x, declaration, declaration->standard ? &standard : NULL, &given);
    if (parameter->given)
        standard = given;
    if (standard.kind == VALUE_POISON || !need_known(x, scope, standard, "a parameter's default"))
        return value_poison();
    parameter->type = declaration->type ? parameter_type(x, scope, declaration->type, parameter)
                                        : type_of_default(standard, parameter);
    if (!parameter->type && !type_known(x, scope, declaration->type))
        return value_poison();
    if (!parameter->type) {
        struct diagnostic *diagnostic = report(x->reporter, MT1030, declaration->type->span, scope_frames(scope),
                                               "a type that CloudFormation's parameters have",
                                               type_text(x, declaration->type).at);
        report_help(x->reporter, diagnostic, "an 'input' takes values of any type, at compile time");
        return value_poison();
    }
    if (declaration->type && standard.kind != VALUE_NULL) {
        standard = coerce(x, scope, declaration->type, standard, declaration->head.name_span);
        if (standard.kind == VALUE_POISON)
            return standard;
    }
    parameter->standard = default_form(x, standard);
    for (uint32_t i = 0; declaration->fields && i < declaration->fields->head.count; i++)
        if (!set_field(x, scope, parameter, &declaration->fields->fields[i]))
            return value_poison();
    if (default_refused(parameter)) {
        report(x->reporter, MT1038, standard.span, NULL, declaration->head.name->text);
        return value_poison();
    }
    return (struct value){ .kind = VALUE_PARAMETER, .span = declaration->head.name_span, .parameter = parameter };
}

/* ---- zones ---- */

static struct value zone_value(struct expander *x, struct value name, uint32_t index, struct span span)
{
    struct value_zone *zone = NEW(x->arena, struct value_zone);
    *zone = (struct value_zone){ name, index };
    return (struct value){ .kind = VALUE_ZONE, .span = span, .zone = zone };
}

/* `azs 2` is the first two zones of the deploying region. Source: "Fn::GetAZs",
   AWS CloudFormation Template Reference. */
struct value azs_value(struct expander *x, struct symbol *symbol)
{
    enum { MOST_ZONES = 16 };
    const struct decl_value *declaration = (const struct decl_value *)symbol->declaration;
    struct scope *scope = symbol->part->scope;
    struct span span = declaration->value->span;
    struct value given = evaluate(x, scope, declaration->value);
    const struct value *names = NULL;
    size_t count;
    if (given.kind == VALUE_INTEGER && given.integer >= 1 && given.integer <= MOST_ZONES) {
        count = (size_t)given.integer;
    } else if (given.kind == VALUE_LIST && given.count >= 1 && given.count <= MOST_ZONES) {
        names = given.items;
        count = given.count;
    } else {
        if (need_known(x, scope, given, "'azs'"))
            fail(x, scope, MT1030, span, "a number of zones (1 to 16) or a list of their names", value_describe(x->arena, given), NULL);
        return value_poison();
    }
    struct value *zones = new_values(x, count);
    struct value all = value_intrinsic(x, "Fn::GetAZs", value_string(TEXT(""), span), span);
    for (size_t i = 0; i < count; i++) {
        struct value name = names ? names[i]
            : value_intrinsic(x, "Fn::Select", value_pair_list(x, value_integer((int64_t)i, span), all, span), span);
        if (names && name.kind != VALUE_STRING && !value_deployed(name))
            return fail(x, scope, MT1030, name.span, "the name of a zone", value_describe(x->arena, name), NULL);
        zones[i] = zone_value(x, name, (uint32_t)i, span);
    }
    return value_list(zones, count, span);
}
