/* Layout: where JSON breaks its lines: an element a line, indented by two, empty
   lists and objects closed at once. A call of CloudFormation's that reads best
   on one line stays there (tree_on_one_line). So a difference in git shows the
   line that a person changed. Called by json.c for each entry. */
#include "emit/layout.h"

void layout_element(struct buffer *buffer, bool after_another, unsigned depth)
{
    size_t indentation = 2 * (size_t)depth;
    buffer_reserve(buffer, indentation + 2);
    char *at = buffer->at + buffer->length;
    if (after_another)
        *at++ = ',';
    *at++ = '\n';
    memset(at, ' ', indentation);
    buffer->length = (size_t)(at + indentation - buffer->at);
}

/* Line, key and colon are most of what is written: one look at the room. */
void layout_key(struct json_tokens *tokens, struct buffer *buffer, struct text key, bool after_another,
                unsigned depth)
{
    struct text token = json_key(tokens, key);
    buffer_reserve(buffer, 2 * (size_t)depth + token.length + 4);
    layout_element(buffer, after_another, depth);
    char *at = buffer->at + buffer->length;
    memcpy(at, token.at, token.length);
    at[token.length] = ':';
    at[token.length + 1] = ' ';
    buffer->length += token.length + 2;
}

/* A call of CloudFormation's, or a part of one, on the line that is there. */
static void layout_on_line(struct json_tokens *tokens, struct buffer *buffer, const struct tree *tree)
{
    if (tree_scalar(tree)) {
        json_scalar(tokens, buffer, tree);
        return;
    }
    bool map = tree->kind == TREE_MAP;
    buffer_add_char(buffer, map ? '{' : '[');
    for (uint32_t i = 0; i < tree->count; i++) {
        if (i)
            buffer_add(buffer, TEXT(", "));
        if (map) {
            buffer_add(buffer, json_key(tokens, tree->fields[i].key));
            buffer_add(buffer, TEXT(": "));
        }
        layout_on_line(tokens, buffer, map ? &tree->fields[i].value : &tree->items[i]);
    }
    buffer_add_char(buffer, map ? '}' : ']');
}

void layout_tree(struct json_tokens *tokens, struct buffer *buffer, const struct tree *tree, unsigned depth)
{
    if (!tree->count || tree_scalar(tree) || tree_on_one_line(tree)) {
        layout_on_line(tokens, buffer, tree);
        return;
    }
    bool map = tree->kind == TREE_MAP;
    buffer_add_char(buffer, map ? '{' : '[');
    for (uint32_t i = 0; i < tree->count; i++) {
        if (map)
            layout_key(tokens, buffer, tree->fields[i].key, i > 0, depth + 1);
        else
            layout_element(buffer, i > 0, depth + 1);
        layout_tree(tokens, buffer, map ? &tree->fields[i].value : &tree->items[i], depth + 1);
    }
    layout_element(buffer, false, depth);
    buffer_add_char(buffer, map ? '}' : ']');
}
