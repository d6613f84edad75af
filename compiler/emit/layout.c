/* Layout: where JSON breaks its lines. cJSON writes the tokens without white
   space; this walks the tree beside them and copies token by token, an element
   a line, indented by two. A call of CloudFormation's that reads best on one
   line stays there (tree_on_one_line), so that a difference in git shows the
   line that a person changed. Called by json.c for each entry. */
#include "emit/layout.h"

struct layout {
    struct buffer *buffer;
    const char *at;         /* next byte of the compact text */
};

void layout_line(struct buffer *buffer, unsigned depth)
{
    size_t length = 1 + 2 * (size_t)depth;
    buffer_reserve(buffer, length);
    char *at = buffer->at + buffer->length;
    *at = '\n';
    memset(at + 1, ' ', length - 1);
    buffer->length += length;
}

/* The closing quote of the string token that opens at `at`. */
static const char *string_end(const char *at)
{
    for (const char *quote = strchr(at + 1, '"');; quote = strchr(quote + 1, '"')) {
        const char *slash = quote;
        while (slash[-1] == '\\')
            slash--;
        if ((quote - slash) % 2 == 0)
            return quote;
    }
}

static void copy_string(struct layout *layout)
{
    const char *end = string_end(layout->at) + 1;
    buffer_add(layout->buffer, (struct text){ layout->at, (size_t)(end - layout->at) });
    layout->at = end;
}

static void copy_scalar(struct layout *layout)
{
    if (*layout->at == '"') {
        copy_string(layout);
        return;
    }
    size_t length = strcspn(layout->at, ",]}");
    buffer_add(layout->buffer, (struct text){ layout->at, length });
    layout->at += length;
}

static void lay(struct layout *layout, const struct tree *tree, unsigned depth, bool one_line);

/* `"key": value`; what follows it is skipped: a comma or the closing brace. */
static void lay_field(struct layout *layout, const struct tree_field *field, unsigned depth, bool one_line)
{
    copy_string(layout);
    layout->at++;
    buffer_add(layout->buffer, TEXT(": "));
    lay(layout, &field->value, depth, one_line);
    layout->at++;
}

static void lay_many(struct layout *layout, const struct tree *tree, unsigned depth, bool one_line)
{
    layout->at++;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (i)
            buffer_add_char(layout->buffer, ',');
        if (!one_line)
            layout_line(layout->buffer, depth + 1);
        else if (i)
            buffer_add_char(layout->buffer, ' ');
        if (tree->kind == TREE_MAP) {
            lay_field(layout, &tree->fields[i], depth + 1, one_line);
        } else {
            lay(layout, &tree->items[i], depth + 1, one_line);
            layout->at++;
        }
    }
    if (!tree->count)
        layout->at++;
    else if (!one_line)
        layout_line(layout->buffer, depth);
}

static void lay(struct layout *layout, const struct tree *tree, unsigned depth, bool one_line)
{
    if (tree_scalar(tree)) {
        copy_scalar(layout);
        return;
    }
    bool map = tree->kind == TREE_MAP;
    buffer_add_char(layout->buffer, map ? '{' : '[');
    lay_many(layout, tree, depth, one_line || tree_on_one_line(tree));
    buffer_add_char(layout->buffer, map ? '}' : ']');
}

void layout_json(struct buffer *buffer, const struct tree *tree, const char *compact, unsigned depth)
{
    struct layout layout = { .buffer = buffer, .at = compact };
    lay(&layout, tree, depth, false);
}
