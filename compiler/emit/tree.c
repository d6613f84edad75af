/* Template tree: making small ones, and the one question of taste that both
   printers share (what stands on one line). A tree borrows all that it points
   to; it lives in the scratch arena of one template entry. Called by spell.c
   and template.c, which make trees, and by the printers. */
#include "emit/tree.h"

enum {
    LINE_WIDTH = 80     /* characters of a call with a list that stays on one line, without its indentation */
};

struct tree tree_text(struct text text)
{
    return (struct tree){ .kind = TREE_STRING, .count = (uint32_t)text.length, .string = text.at };
}

struct tree tree_string(const char *cstring)
{
    return tree_text(text_of(cstring));
}

struct tree tree_atom(const struct atom *atom)
{
    struct tree tree = tree_text(atom_text(atom));
    tree.repeated = true;
    return tree;
}

struct tree tree_list(const struct tree *items, size_t count)
{
    return (struct tree){ .kind = TREE_LIST, .count = (uint32_t)count, .items = items };
}

struct tree tree_map(const struct tree_field *fields, size_t count)
{
    return (struct tree){ .kind = TREE_MAP, .count = (uint32_t)count, .fields = fields };
}

struct tree tree_call(struct arena *arena, struct text name, struct tree argument)
{
    struct tree_field *field = arena_alloc(arena, sizeof *field);
    *field = (struct tree_field){ name, argument };
    struct tree call = tree_map(field, 1);
    call.intrinsic = true;
    return call;
}

bool tree_scalar(const struct tree *tree)
{
    return tree->kind < TREE_LIST;
}

/* The characters that a tree takes on one line, as far as this can be told
   without printing; more than the room where it cannot stand on one. Looks at
   no more items than fit. */
static uint32_t line_width(const struct tree *tree, uint32_t room)
{
    if (tree->kind == TREE_STRING)
        return tree->count < room ? tree->count + 2 : room + 1;
    if (tree_scalar(tree))
        return 8;
    if (tree->kind == TREE_MAP) {
        if (!tree->intrinsic)
            return room + 1;
        /* A call whose argument is a call has no short YAML tag. */
        const struct tree *argument = &tree->fields->value;
        if (argument->kind == TREE_MAP)
            return room + 1;
        uint32_t key = (uint32_t)tree->fields->key.length + 6;
        return key < room ? key + line_width(argument, room - key) : room + 1;
    }
    uint32_t width = 2;
    for (uint32_t i = 0; i < tree->count && width <= room; i++)
        width += 2 + line_width(&tree->items[i], room - width);
    return width;
}

bool tree_on_one_line(const struct tree *tree)
{
    if (tree->kind != TREE_MAP || !tree->intrinsic)
        return false;
    const struct tree *argument = &tree->fields->value;
    return tree_scalar(argument) || line_width(tree, LINE_WIDTH) <= LINE_WIDTH;
}

struct text tree_digits(struct arena *arena, const struct tree *number)
{
    if (number->kind == TREE_INTEGER)
        return text_integer(arena, number->integer);
    if (number->kind == TREE_DIGITS)
        return (struct text){ number->string, number->count };
    struct text digits = text_number(arena, number->number);
    /* YAML 1.1 reads 1e+20 as a string and 1.0e+20 as a number. */
    const char *exponent = memchr(digits.at, 'e', digits.length);
    if (!exponent || memchr(digits.at, '.', digits.length))
        return digits;
    return text_format(arena, "%.*s.0%s", (int)(exponent - digits.at), digits.at, exponent);
}
