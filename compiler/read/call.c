/* Calls: {"Ref": …} and {"Fn::…": …} become what they mean; those whose meaning
   is a value of its own kind (references, choices, strings put together) that
   kind, all others a call with an argument that is understood. Maps and lists
   are changed where they stand.

   Source: "Intrinsic function reference", "Rules section syntax", "Transform
   reference" of the AWS CloudFormation User Guide. */
#include "read/reader.h"

#include "base/limits.h"

/* ------------------------------------------------------------- the table */

struct invocation {
    struct reader *reader;
    const struct value_field *field;    /* the one field of the map: name and argument */
    struct value written;               /* the call with its argument understood */
};

static struct value call_ref(struct invocation *call);
static struct value call_get_att(struct invocation *call);
static struct value call_sub(struct invocation *call);
static struct value call_join(struct invocation *call);
static struct value call_if(struct invocation *call);
static struct value call_find_in_map(struct invocation *call);

struct call_kind {
    const char *name;
    struct value (*make)(struct invocation *call);    /* NULL: stays a call */
    uint32_t least, most;                       /* elements of its list; most 0: takes no list of arguments */
    const char *takes;                          /* for messages */
};

static const struct call_kind calls[] = {
    { "Ref", call_ref, 0, 0, "the name of a resource or parameter" },
    { "Fn::GetAtt", call_get_att, 2, 2, "a resource and the name of its attribute" },
    { "Fn::Sub", call_sub, 2, 2, "a text, or a text and an object of variables" },
    { "Fn::If", call_if, 3, 3, "the name of a condition and two values" },
    { "Fn::Join", call_join, 2, 2, "a text between and a list" },
    { "Fn::FindInMap", call_find_in_map, 3, 4, "a mapping and two keys" },
    { "Fn::Select", NULL, 2, 2, "an index and a list" },
    { "Fn::Split", NULL, 2, 2, "a text between and a text" },
    { "Fn::Equals", NULL, 2, 2, "two values" },
    { "Fn::Not", NULL, 1, 1, "a list of one condition" },
    { "Fn::And", NULL, 2, 10, "a list of two to ten conditions" },
    { "Fn::Or", NULL, 2, 10, "a list of two to ten conditions" },
    { "Fn::Cidr", NULL, 2, 3, "a block, a count and a number of bits" },
    { "Condition", NULL, 0, 0, "the name of a condition" },
    { "Fn::Base64", NULL, 0, 0, "a text" },
    { "Fn::GetAZs", NULL, 0, 0, "the name of a region" },
    { "Fn::ImportValue", NULL, 0, 0, "the name of an export" },
    { "Fn::Transform", NULL, 0, 0, "the name of a macro and its parameters" },
    { "Fn::Length", NULL, 0, 0, "a list" },
    { "Fn::ToJsonString", NULL, 0, 0, "an object or a list" },
    { "Fn::GetStackOutput", NULL, 0, 0, "a stack and the name of its output" },
    { "Fn::Contains", NULL, 2, 2, "a list and a value" },
    { "Fn::EachMemberEquals", NULL, 2, 2, "a list and a value" },
    { "Fn::EachMemberIn", NULL, 2, 2, "two lists" },
    { "Fn::RefAll", NULL, 0, 0, "a parameter type" },
    { "Fn::ValueOf", NULL, 2, 2, "a parameter and an attribute" },
    { "Fn::ValueOfAll", NULL, 2, 2, "a parameter type and an attribute" },
};
enum { CALLS = sizeof calls / sizeof *calls };

static const struct call_kind *find_call(const struct atom *name)
{
    for (size_t i = 0; i < CALLS; i++)
        if (strcmp(calls[i].name, name->text) == 0)
            return &calls[i];
    return NULL;
}

/* ------------------------------------------------------------- messages */

/* MT0039: an argument of another form than the call takes. */
static struct value wrong_form(struct invocation *call, const struct call_kind *kind)
{
    struct value argument = call->field->value;
    bool included = argument.kind == VALUE_INTRINSIC && strcmp(argument.intrinsic->name->text, "Fn::Transform") == 0;
    if (argument.kind != VALUE_POISON && !included && !call->reader->macros)
        report(call->reader->reporter, MT0039, span_known(argument.span) ? argument.span : call->field->key_span, NULL,
               call->field->key->text, kind->takes,
               argument.kind == VALUE_LIST
                   ? text_format(call->reader->arena, "a list of %lu", (unsigned long)argument.count).at
                   : value_describe(call->reader->arena, argument));
    return call->written;
}

static void unknown_call(struct invocation *call)
{
    struct reader *reader = call->reader;
    if (reader->macros)
        return;
    struct diagnostic *diagnostic = report(reader->reporter, MT0040, call->field->key_span, NULL, call->field->key->text);
    struct near near;
    near_start(&near, atom_text(call->field->key));
    for (size_t i = 0; i < CALLS; i++)
        if (text_starts(text_of(calls[i].name), "Fn::"))
            near_try(&near, text_of(calls[i].name));
    /* The place of a short tag takes no long name. */
    if (near.best.length)
        report_label(reader->reporter, diagnostic, "did you mean '%s'?", near.best.at);
}

/* What no check of the graph can see; others of the language extensions are its. */
static void needs_extensions(struct reader *reader, struct span span, const char *what)
{
    if (reader->extensions || reader->macros)
        return;
    struct diagnostic *diagnostic = report(reader->reporter, MT2028, span, NULL, what);
    report_help(reader->reporter, diagnostic, "the transform 'AWS::LanguageExtensions' brings it");
}

/* ----------------------------------------------------------- single calls */

static const struct call_kind *kind_of(struct invocation *call)
{
    return find_call(call->field->key);
}

static struct value call_ref(struct invocation *call)
{
    struct value name = call->field->value;
    if (name.kind == VALUE_STRING)
        return reference_value(call->reader, value_text(name), reader_inside(call->reader, name.span), call->written.span);
    /* A list of calls as its argument needs the language extensions. */
    return value_deployed(name) && call->reader->extensions ? call->written : wrong_form(call, kind_of(call));
}

/* [ID, NAME], or "ID.NAME". */
static struct value call_get_att(struct invocation *call)
{
    struct reader *reader = call->reader;
    struct value argument = call->field->value;
    if (argument.kind == VALUE_STRING) {
        const char *dot = memchr(argument.string, '.', argument.count);
        struct span inside = reader_inside(reader, argument.span);
        if (!dot)
            return wrong_form(call, kind_of(call));
        size_t length = (size_t)(dot - argument.string);
        bool exact = inside.high - inside.low == argument.count;
        uint32_t middle = inside.low + (uint32_t)length;
        return attribute_value(reader, text_slice(value_text(argument), 0, length),
                               exact ? (struct span){ inside.low, middle } : inside,
                               text_slice(value_text(argument), length + 1, argument.count),
                               exact ? (struct span){ middle + 1, inside.high } : inside, call->written.span);
    }
    if (argument.kind != VALUE_LIST || argument.count != 2)
        return wrong_form(call, kind_of(call));
    struct value id = argument.items[0], name = argument.items[1];
    if (id.kind != VALUE_STRING)
        return value_deployed(id) && reader->extensions ? call->written : wrong_form(call, kind_of(call));
    if (name.kind == VALUE_STRING)
        return attribute_value(reader, value_text(id), reader_inside(reader, id.span), value_text(name),
                               reader_inside(reader, name.span), call->written.span);
    /* "Fn::GetAtt": the attribute's name can be a Ref; the resource is known. */
    find_resource(reader, value_text(id), reader_inside(reader, id.span));
    return value_deployed(name) || name.kind == VALUE_POISON ? call->written : wrong_form(call, kind_of(call));
}

static struct value call_sub(struct invocation *call)
{
    struct value argument = call->field->value;
    if (argument.kind == VALUE_STRING)
        return substitute(call->reader, call->written, argument, NULL);
    if (argument.kind != VALUE_LIST || argument.count != 2 || argument.items[0].kind != VALUE_STRING)
        return wrong_form(call, kind_of(call));
    struct value variables = argument.items[1];
    if (variables.kind != VALUE_MAP)
        return value_deployed(variables) ? call->written : wrong_form(call, kind_of(call));
    return substitute(call->reader, call->written, argument.items[0], &variables);
}

/* Whether the element stands in a string as it is: no list, nothing that may be
   left out. */
static bool joins(struct value item)
{
    switch ((enum value_kind)item.kind) {
    case VALUE_NULL: case VALUE_POISON: case VALUE_LIST: case VALUE_MAP:
        return false;
    case VALUE_CHOICE:
        return joins(item.choice->yes) && joins(item.choice->no);
    case VALUE_PARAMETER:
        return strcmp(item.parameter->type, "CommaDelimitedList") != 0 && !strstr(item.parameter->type, "List<");
    case VALUE_PSEUDO:
        return strcmp(item.atom->text, "AWS::NotificationARNs") != 0;
    case VALUE_INTRINSIC:
        return strcmp(item.intrinsic->name->text, "Fn::Split") != 0 && strcmp(item.intrinsic->name->text, "Fn::GetAZs") != 0;
    default:
        return true;
    }
}

static void add_joined(struct reader *reader, struct value item)
{
    struct text text;
    if (item.kind == VALUE_CONCAT) {
        for (uint32_t i = 0; i < item.count; i++)
            add_joined(reader, item.items[i]);
        return;
    }
    if (!value_deployed(item) && item.kind != VALUE_STRING && value_to_text(reader->arena, item, &text))
        item = value_string(text, item.span);
    if (item.kind != VALUE_STRING || item.count)
        *VEC_ADD(reader->arena, &reader->open) = (struct value_field){ .value = item };
}

static struct value call_join(struct invocation *call)
{
    struct value argument = call->field->value;
    if (argument.kind != VALUE_LIST || argument.count != 2)
        return wrong_form(call, kind_of(call));
    struct value between = argument.items[0], list = argument.items[1];
    if (between.kind != VALUE_STRING)
        return value_deployed(between) && call->reader->extensions ? call->written : wrong_form(call, kind_of(call));
    if (list.kind != VALUE_LIST)
        return value_deployed(list) || list.kind == VALUE_POISON ? call->written : wrong_form(call, kind_of(call));
    for (uint32_t i = 0; i < list.count; i++)
        if (!joins(list.items[i]))
            return call->written;
    size_t first = call->reader->open.count;
    for (uint32_t i = 0; i < list.count; i++) {
        if (i)
            add_joined(call->reader, between);
        if (call->reader->open.count - first <= LIMIT_PARTS)    /* else put_together tells it */
            add_joined(call->reader, list.items[i]);
    }
    return put_together(call->reader, first, call->written);
}

static struct value call_if(struct invocation *call)
{
    struct reader *reader = call->reader;
    struct value argument = call->field->value;
    if (argument.kind != VALUE_LIST || argument.count != 3)
        return wrong_form(call, kind_of(call));
    struct value name = argument.items[0];
    if (name.kind != VALUE_STRING)
        return value_deployed(name) && reader->extensions ? call->written : wrong_form(call, kind_of(call));
    const struct condition *condition = find_condition(reader, name);
    if (!condition)
        return call->written;
    struct value_choice *choice = NEW(reader->arena, struct value_choice);
    *choice = (struct value_choice){ condition, argument.items[1], argument.items[2] };
    return (struct value){ .kind = VALUE_CHOICE, .span = call->written.span, .choice = choice };
}

/* Whether the literal keys lead to a value of the mapping. */
static void check_keys(struct reader *reader, const struct mapping *mapping, struct value argument)
{
    struct value level = mapping->table;
    for (uint32_t i = 1; i < 3; i++) {
        struct value key = argument.items[i];
        struct text text;
        if (level.kind != VALUE_MAP || value_deployed(key) || !value_to_text(reader->arena, key, &text))
            return;
        const struct value *next = NULL;
        for (uint32_t j = 0; j < level.count && !next; j++) {
            if (text_starts(atom_text(level.fields[j].key), "Fn::"))
                return;
            if (text_equal(atom_text(level.fields[j].key), text))
                next = &level.fields[j].value;
        }
        if (!next) {
            struct diagnostic *diagnostic = report(reader->reporter, MT1035, reader_inside(reader, key.span), NULL,
                                                   text_cstring(reader->arena, text));
            struct near near;
            near_start(&near, text);
            uint32_t tried = reader_searches(reader) ? level.count : 0;
            for (uint32_t j = 0; j < tried; j++)
                near_try(&near, atom_text(level.fields[j].key));
            report_near(reader->reporter, diagnostic, near.best);
            report_note(reader->reporter, diagnostic, mapping->span, "mapping '%s' stands here", mapping->id);
            return;
        }
        level = *next;
    }
}

static struct value call_find_in_map(struct invocation *call)
{
    struct reader *reader = call->reader;
    struct value argument = call->field->value;
    if (argument.kind != VALUE_LIST || argument.count < 3 || argument.count > 4)
        return wrong_form(call, kind_of(call));
    struct value name = argument.items[0];
    bool has_default = argument.count == 4;
    if (has_default)
        needs_extensions(reader, argument.items[3].span, "DefaultValue");
    if (name.kind != VALUE_STRING)
        return call->written;
    const struct atom *atom = atom_find(reader->atoms, value_text(name));
    const struct mapping *mapping = atom ? map_get(&reader->mappings, atom) : NULL;
    if (!mapping) {
        if (!has_default && !name_may_exist(reader, value_text(name)))
            reader_unknown(reader, "mapping", value_text(name), reader_inside(reader, name.span), &reader->mappings, NULL);
        return call->written;
    }
    if (!has_default && !reader->loop && !reader->macros && !reader->included)
        check_keys(reader, mapping, argument);
    struct value_intrinsic *intrinsic = (struct value_intrinsic *)(uintptr_t)call->written.intrinsic;
    intrinsic->mapping = mapping;
    return call->written;
}

/* ----------------------------------------------------------------- walking */

static bool is_call(const struct reader *reader, struct value map)
{
    if (map.count != 1)
        return false;
    struct text key = atom_text(map.fields[0].key);
    if (map.flags & PLAIN_CALL)
        return true;
    if (text_equal_c(key, "Condition"))
        return reader->in_conditions;
    return text_equal_c(key, "Ref") || (text_starts(key, "Fn::") && !text_starts(key, "Fn::ForEach::"));
}

/* Calls that use parameters without Ref: the rules' functions, and macros that
   are called in a place, which see the whole template's parameters. */
static void note_parameters(struct reader *reader, const struct value_field *field)
{
    struct text name = atom_text(field->key);
    const struct value *first = field->value.kind == VALUE_LIST && field->value.count ? field->value.items : NULL;
    if (text_equal_c(name, "Fn::ValueOf") && first && first->kind == VALUE_STRING)
        map_put(reader->arena, &reader->used, atom_of(reader->atoms, value_text(*first)));
    else if (text_starts(name, "Fn::ValueOf") || text_equal_c(name, "Fn::RefAll") || text_equal_c(name, "Fn::Transform"))
        reader->uses_any = true;
}

/* The argument's elements where the call takes a list of them. */
static bool has_form(const struct call_kind *kind, struct value argument)
{
    return !kind->most || argument.kind != VALUE_LIST || (argument.count >= kind->least && argument.count <= kind->most);
}

static struct value read_call(struct reader *reader, struct value map)
{
    struct value_field *field = (struct value_field *)(uintptr_t)map.fields;
    const struct call_kind *kind = find_call(field->key);
    bool outer = reader->in_conditions;
    reader->in_conditions = text_equal_c(atom_text(field->key), "Fn::And") || text_equal_c(atom_text(field->key), "Fn::Or")
        || text_equal_c(atom_text(field->key), "Fn::Not") || text_equal_c(atom_text(field->key), "Fn::If");
    if (field->value.kind == VALUE_LIST)
        for (uint32_t i = 0; i < field->value.count; i++) {
            /* Behind its condition Fn::If has values. */
            if (i && text_equal_c(atom_text(field->key), "Fn::If"))
                reader->in_conditions = false;
            read_calls(reader, (struct value *)(uintptr_t)&field->value.items[i]);
        }
    else
        read_calls(reader, &field->value);
    reader->in_conditions = outer;
    struct invocation call = { reader, field, call_value(reader, field->key->text, field->value, map.span) };
    if (!kind) {
        unknown_call(&call);
        return call.written;
    }
    if (!has_form(kind, field->value))
        return wrong_form(&call, kind);
    note_parameters(reader, field);
    return kind->make ? kind->make(&call) : call.written;
}

/* "Fn::ForEach::Name": [variable, collection, body]: in the body the variable
   is a name. */
void read_field(struct reader *reader, struct value_field *field)
{
    struct value loop = field->value;
    if (!is_loop(field->key)) {
        read_calls(reader, &field->value);
        return;
    }
    needs_extensions(reader, field->key_span, "Fn::ForEach");
    if (loop.kind != VALUE_LIST || loop.count != 3 || loop.items[0].kind != VALUE_STRING) {
        if (!reader->macros)
            report(reader->reporter, MT0039, span_known(loop.span) ? loop.span : field->key_span, NULL, "Fn::ForEach",
                   "a variable, a collection and an object of what is made", value_describe(reader->arena, loop));
        return;
    }
    struct loop here = { reader->loop, value_text(loop.items[0]) };
    read_calls(reader, (struct value *)(uintptr_t)&loop.items[1]);
    reader->loop = &here;
    read_calls(reader, (struct value *)(uintptr_t)&loop.items[2]);
    reader->loop = here.outer;
}

void read_calls(struct reader *reader, struct value *value)
{
    if (value->kind == VALUE_LIST) {
        for (uint32_t i = 0; i < value->count; i++)
            read_calls(reader, (struct value *)(uintptr_t)&value->items[i]);
    } else if (value->kind == VALUE_MAP && is_call(reader, *value)) {
        *value = read_call(reader, *value);
    } else if (value->kind == VALUE_MAP) {
        bool outer = reader->in_conditions;
        reader->in_conditions = false;
        for (uint32_t i = 0; i < value->count; i++)
            read_field(reader, (struct value_field *)(uintptr_t)&value->fields[i]);
        reader->in_conditions = outer;
    }
}
