/* Functions on text and conversions. */
#include "expand/function.h"

#include <errno.h>
#include <stdlib.h>

static struct value text_value(struct call_frame *frame, struct text text)
{
    return value_string(text, frame->span);
}

/* join(separator, list): elements may be deployed, and so may the list. */
static struct value run_join(struct call_frame *frame)
{
    struct expander *x = frame->x;
    struct value separator = frame->arguments[0], list = frame->arguments[1];
    const struct value *items;
    size_t count;
    bool known = true;
    if (value_deployed(list))
        return value_intrinsic(x, "Fn::Join", value_pair_list(x, separator, list, frame->span), frame->span);
    struct text glue;
    if (!argument_text(frame, 0, &glue) || !argument_list(frame, 1, &items, &count))
        return value_poison();
    struct value *parts = new_values(x, count * 2);
    size_t part_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct value item = items[i].kind == VALUE_ZONE ? items[i].zone->name : items[i];
        struct text text;
        if (item.kind == VALUE_NULL)
            continue;
        if (item.kind == VALUE_POISON)
            return item;
        if (!value_deployed(item) && !value_to_text(x->arena, item, &text))
            return call_fail(frame, 1, "element %zu is %s", i, value_describe(x->arena, item));
        known &= !value_deployed(item);
        if (part_count)
            parts[part_count++] = value_string(glue, frame->span);
        parts[part_count++] = item;
    }
    if (known)
        return concat_values(x, parts, part_count, frame->span);
    struct value *elements = new_values(x, count);
    size_t element_count = 0;
    for (size_t i = 0; i < part_count; i += 2) {
        struct text text;
        elements[element_count] = parts[i];
        if (!value_deployed(parts[i]) && value_to_text(x->arena, parts[i], &text))
            elements[element_count] = value_string(text, parts[i].span);
        element_count++;
    }
    if (element_count == 1)
        return elements[0];
    return value_intrinsic(x, "Fn::Join", value_pair_list(x, value_string(glue, separator.span),
                           value_list(elements, element_count, list.span), frame->span), frame->span);
}

static struct value run_split(struct call_frame *frame)
{
    struct expander *x = frame->x;
    struct text glue, text;
    if (value_deployed(frame->arguments[1]))
        return value_intrinsic(x, "Fn::Split", value_pair_list(x, frame->arguments[0], frame->arguments[1], frame->span), frame->span);
    if (!argument_text(frame, 0, &glue) || !argument_text(frame, 1, &text))
        return value_poison();
    if (!glue.length)
        return call_fail(frame, 0, "the separator is empty");
    VEC(struct value) list = { 0 };
    size_t start = 0;
    for (size_t i = 0; i + glue.length <= text.length;) {
        if (memcmp(text.at + i, glue.at, glue.length) != 0) {
            i++;
            continue;
        }
        *VEC_ADD(x->arena, &list) = text_value(frame, text_copy(x->arena, text_slice(text, start, i)));
        start = i += glue.length;
    }
    *VEC_ADD(x->arena, &list) = text_value(frame, text_copy(x->arena, text_slice(text, start, text.length)));
    return value_list(list.at, list.count, frame->span);
}

static struct value run_replace(struct call_frame *frame)
{
    struct text text, old, new;
    if (!argument_text(frame, 0, &text) || !argument_text(frame, 1, &old) || !argument_text(frame, 2, &new))
        return value_poison();
    if (!old.length)
        return call_fail(frame, 1, "the text to replace is empty");
    struct buffer buffer;
    buffer_init(&buffer, frame->x->arena);
    for (size_t i = 0; i < text.length;) {
        if (i + old.length <= text.length && memcmp(text.at + i, old.at, old.length) == 0) {
            buffer_add(&buffer, new);
            i += old.length;
        } else {
            buffer_add_char(&buffer, text.at[i++]);
        }
        if (buffer.length > LIMIT_STRING_BYTES)
            return call_fail(frame, 0, "the result has more than %u bytes", LIMIT_STRING_BYTES);
    }
    return text_value(frame, text_copy(frame->x->arena, buffer_text(&buffer)));
}

static struct value change_case(struct call_frame *frame, char from, char to)
{
    struct text text;
    if (!argument_text(frame, 0, &text))
        return value_poison();
    text = text_copy(frame->x->arena, text);
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] >= from && text.at[i] <= from + 25)
            ((char *)text.at)[i] = (char)(text.at[i] - from + to);
    return text_value(frame, text);
}

static struct value run_lower(struct call_frame *frame) { return change_case(frame, 'A', 'a'); }
static struct value run_upper(struct call_frame *frame) { return change_case(frame, 'a', 'A'); }

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct value run_trim(struct call_frame *frame)
{
    struct text text;
    if (!argument_text(frame, 0, &text))
        return value_poison();
    size_t from = 0, to = text.length;
    while (from < to && is_space(text.at[from]))
        from++;
    while (to > from && is_space(text.at[to - 1]))
        to--;
    return text_value(frame, text_copy(frame->x->arena, text_slice(text, from, to)));
}

/* format("%s-%s", a, b): %s takes any value, %d a whole number, with a width:
   %03d; %% is a percent sign. Arguments may be deployed where %s stands. */
static struct value run_format(struct call_frame *frame)
{
    struct expander *x = frame->x;
    struct text format;
    if (!argument_text(frame, 0, &format))
        return value_poison();
    VEC(struct value) parts = { 0 };
    size_t next = 1, start = 0;
    for (size_t i = 0; i < format.length; i++) {
        if (format.at[i] != '%')
            continue;
        *VEC_ADD(x->arena, &parts) = text_value(frame, text_copy(x->arena, text_slice(format, start, i)));
        size_t digits = i + 1;
        bool zero = digits < format.length && format.at[digits] == '0';
        int width = 0;
        while (digits < format.length && format.at[digits] >= '0' && format.at[digits] <= '9' && width < 100)
            width = width * 10 + (format.at[digits++] - '0');
        char kind = digits < format.length ? format.at[digits] : '\0';
        start = digits + 1;
        i = digits;
        if (kind == '%') {
            *VEC_ADD(x->arena, &parts) = text_value(frame, TEXT("%"));
            continue;
        }
        if (kind != 's' && kind != 'd')
            return call_fail(frame, 0, "knows %%s, %%d and %%%%");
        if (next >= frame->count)
            return call_fail(frame, 0, "the text has more places than there are arguments");
        struct value value = frame->arguments[next];
        struct text text;
        if (kind == 'd') {
            int64_t integer;
            if (!argument_integer(frame, next, &integer))
                return value_poison();
            value = text_value(frame, text_format(x->arena, zero ? "%0*lld" : "%*lld", width, (long long)integer));
        } else if (!value_deployed(value) && !value_to_text(x->arena, value, &text)) {
            return call_fail(frame, next, "%s is no text", value_describe(x->arena, value));
        }
        next++;
        *VEC_ADD(x->arena, &parts) = value;
    }
    if (next < frame->count)
        return call_fail(frame, next, "the text has fewer places than there are arguments");
    if (start < format.length)
        *VEC_ADD(x->arena, &parts) = text_value(frame, text_copy(x->arena, text_slice(format, start, format.length)));
    return concat_values(x, parts.at, parts.count, frame->span);
}

static struct value run_pascal(struct call_frame *frame)
{
    struct text text;
    if (!argument_text(frame, 0, &text))
        return value_poison();
    return text_value(frame, text_of(path_join(frame->x, "", text, value_null(frame->span))));
}

/* snake("OrderQueue") is "order_queue"; what is no letter or digit becomes '_'. */
static struct value run_snake(struct call_frame *frame)
{
    struct text text;
    if (!argument_text(frame, 0, &text))
        return value_poison();
    struct buffer buffer;
    buffer_init(&buffer, frame->x->arena);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool letter = (c >= 'a' && c <= 'z') || upper || (c >= '0' && c <= '9');
        bool after_upper = i > 0 && text.at[i - 1] >= 'A' && text.at[i - 1] <= 'Z';
        if ((!letter || (upper && !after_upper)) && buffer.length && buffer.at[buffer.length - 1] != '_')
            buffer_add_char(&buffer, '_');
        if (letter)
            buffer_add_char(&buffer, upper ? (char)(c - 'A' + 'a') : c);
    }
    while (buffer.length && buffer.at[buffer.length - 1] == '_')
        buffer.length--;
    return text_value(frame, text_copy(frame->x->arena, buffer_text(&buffer)));
}

static struct value run_int(struct call_frame *frame)
{
    struct value value = frame->arguments[0];
    if (value.kind == VALUE_INTEGER)
        return value;
    if (value.kind == VALUE_NUMBER || value.kind == VALUE_PERCENT)
        return value_integer((int64_t)value.number, frame->span);
    if (value.kind == VALUE_STRING && value.count) {
        char *end;
        errno = 0;
        long long number = strtoll(value.string, &end, 10);
        if (!*end && !errno && !is_space(*value.string))
            return value_integer(number, frame->span);
    }
    return call_fail(frame, 0, "%s is no whole number", value_describe(frame->x->arena, value));
}

static struct value run_number(struct call_frame *frame)
{
    struct value value = frame->arguments[0];
    if (value.kind == VALUE_INTEGER || value.kind == VALUE_NUMBER)
        return value;
    if (value.kind == VALUE_STRING && value.count && (value.string[0] == '-' || (value.string[0] >= '0' && value.string[0] <= '9'))) {
        char *end;
        double number = strtod(value.string, &end);
        if (!*end)
            return value_number(number, frame->span);
    }
    return call_fail(frame, 0, "%s is no number", value_describe(frame->x->arena, value));
}

static struct value run_string(struct call_frame *frame)
{
    struct text text;
    if (value_deployed(frame->arguments[0]))
        return frame->arguments[0];
    if (!argument_text(frame, 0, &text))
        return value_poison();
    return text_value(frame, text);
}

/* label(x): text to name something after a value, known or not. */
static struct value run_label(struct call_frame *frame)
{
    struct text text;
    if (value_deployed(frame->arguments[0]))
        return text_value(frame, value_says(frame->x, frame->arguments[0]));
    if (!argument_text(frame, 0, &text))
        return value_poison();
    return text_value(frame, text);
}

static struct value run_error(struct call_frame *frame)
{
    struct text text;
    if (argument_text(frame, 0, &text))
        fail(frame->x, frame->scope, MT1039, frame->span, text_cstring(frame->x->arena, text), NULL);
    return value_poison();
}

static struct value run_file(struct call_frame *frame)
{
    struct text path, content;
    if (!argument_text(frame, 0, &path)
        || !modules_file(frame->x->modules, frame->scope->body->module, path, frame->arguments[0].span, &content))
        return value_poison();
    return text_value(frame, content);
}

/* template("path", { name: value }): the file with ${name} filled in. */
static struct value run_template(struct call_frame *frame)
{
    struct expander *x = frame->x;
    struct text path, content;
    struct value map;
    VEC(struct value) parts = { 0 };
    if (!argument_text(frame, 0, &path) || !argument_map(frame, 1, &map)
        || !modules_file(x->modules, frame->scope->body->module, path, frame->arguments[0].span, &content))
        return value_poison();
    size_t start = 0;
    for (size_t i = 0; i + 1 < content.length; i++) {
        if (content.at[i] != '$' || content.at[i + 1] != '{')
            continue;
        const char *end = memchr(content.at + i, '}', content.length - i);
        if (!end)
            return call_fail(frame, 0, "a '${' in the file does not end");
        struct text name = text_slice(content, i + 2, (size_t)(end - content.at));
        const struct atom *atom = atom_find(x->atoms, name);
        const struct value *value = atom ? value_get(map, atom) : NULL;
        struct text known;
        if (!value)
            return call_fail(frame, 1, "the file asks for '%.*s'", (int)name.length, name.at);
        if (!value_deployed(*value) && !value_to_text(x->arena, *value, &known))
            return call_fail(frame, 1, "'%.*s' is %s", (int)name.length, name.at, value_describe(x->arena, *value));
        *VEC_ADD(x->arena, &parts) = text_value(frame, text_copy(x->arena, text_slice(content, start, i)));
        *VEC_ADD(x->arena, &parts) = *value;
        i = (size_t)(end - content.at);
        start = i + 1;
    }
    *VEC_ADD(x->arena, &parts) = text_value(frame, text_copy(x->arena, text_slice(content, start, content.length)));
    return concat_values(x, parts.at, parts.count, frame->span);
}

const struct function FUNCTIONS_TEXT[] = {
    { "join", 2, 2, true, run_join, { "separator", "list" } },
    { "split", 2, 2, true, run_split, { "separator", "text" } },
    { "replace", 3, 3, false, run_replace, { "text", "old", "new" } },
    { "lower", 1, 1, false, run_lower, { "text" } },
    { "upper", 1, 1, false, run_upper, { "text" } },
    { "trim", 1, 1, false, run_trim, { "text" } },
    { "format", 1, MOST_ARGUMENTS, true, run_format, { "text" } },
    { "pascal", 1, 1, false, run_pascal, { "text" } },
    { "snake", 1, 1, false, run_snake, { "text" } },
    { "int", 1, 1, false, run_int, { "x" } },
    { "number", 1, 1, false, run_number, { "x" } },
    { "string", 1, 1, true, run_string, { "x" } },
    { "label", 1, 1, true, run_label, { "x" } },
    { "file", 1, 1, false, run_file, { "path" } },
    { "template", 2, 2, false, run_template, { "path", "values" } },
    { "error", 1, 1, false, run_error, { "message" } },
    { 0 },
};
