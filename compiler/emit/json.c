/* JSON: a template printed through cJSON, one entry at a time: the entry's tree
   as cJSON items, those as compact text, that laid out into a page, full pages
   to the sink. Memory is that of the largest entry. Called by the session, for
   each stack.

   The items are filled in place, in the scratch arena: cJSON's hooks, its own
   way to another allocator, are one setting for the whole process, and its
   constructors copy each string. Printing into memory that is there already
   (cJSON_PrintPreallocated) allocates nothing, so that all failures are the
   arena's. Numbers go as raw tokens: cJSON's are doubles. */
#include "emit/layout.h"
#include "emit/walk.h"

#include <cjson/cJSON.h>
#include <limits.h>

enum {
    PAGE_BYTES = 32 * 1024,     /* to the sink at once */
    COMPACT_BYTES = 4 * 1024,   /* of the first compact buffer: most entries are smaller */
    COMPACT_SPARE = 32          /* cJSON asks for some more than it writes */
};

struct json_printer {
    struct arena scratch;           /* an entry's tree and items */
    struct arena pages;             /* compact and page, as long as the printing lasts */
    struct arena_failure failure;
    struct sink sink;
    struct buffer page;
    char *compact;
    size_t compact_room;
    bool any_section, any_entry;
};

/* Where the text holds a NUL, which ends cJSON's strings: the token, escaped. */
static const char *token_with_nul(struct arena *arena, const struct tree *string)
{
    struct buffer token;
    buffer_init(&token, arena);
    buffer_add_char(&token, '"');
    for (uint32_t i = 0; i < string->count; i++) {
        unsigned char c = (unsigned char)string->string[i];
        if (c < ' ')
            buffer_add_format(&token, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            buffer_add_format(&token, "\\%c", c);
        else
            buffer_add_char(&token, (char)c);
    }
    buffer_add(&token, (struct text){ "\"", 2 });
    return token.at;
}

static void item_fill(struct arena *arena, cJSON *item, const struct tree *tree);

/* cJSON walks a list by next alone when it prints. */
static cJSON *items_of(struct arena *arena, const struct tree *tree)
{
    if (!tree->count)
        return NULL;
    cJSON *items = arena_alloc(arena, tree->count * sizeof *items);
    for (uint32_t i = 0; i < tree->count; i++) {
        item_fill(arena, &items[i], tree->kind == TREE_MAP ? &tree->fields[i].value : &tree->items[i]);
        items[i].next = i + 1 < tree->count ? &items[i + 1] : NULL;
        if (tree->kind == TREE_MAP)
            items[i].string = (char *)(uintptr_t)tree->fields[i].key.at;
    }
    return items;
}

static void item_fill(struct arena *arena, cJSON *item, const struct tree *tree)
{
    memset(item, 0, sizeof *item);
    const char *text = NULL;
    switch ((enum tree_kind)tree->kind) {
    case TREE_NULL:
        item->type = cJSON_NULL;
        break;
    case TREE_BOOL:
        item->type = tree->truth ? cJSON_True : cJSON_False;
        break;
    case TREE_INTEGER:
    case TREE_NUMBER:
        item->type = cJSON_Raw;
        text = tree_digits(arena, tree).at;
        break;
    case TREE_STRING:
        item->type = cJSON_String;
        text = tree->string;
        if (tree->count && memchr(text, '\0', tree->count)) {
            item->type = cJSON_Raw;
            text = token_with_nul(arena, tree);
        }
        break;
    case TREE_LIST:
        item->type = cJSON_Array;
        item->child = items_of(arena, tree);
        break;
    case TREE_MAP:
        item->type = cJSON_Object;
        item->child = items_of(arena, tree);
        break;
    }
    /* cJSON's strings are not const, but a printer does not write to them. */
    item->valuestring = (char *)(uintptr_t)text;
}

/* Prints the tree into printer->compact, in as much room as it needs. */
static void print_compact(struct json_printer *printer, const struct tree *tree)
{
    cJSON item;
    item_fill(&printer->scratch, &item, tree);
    while (!printer->compact
           || !cJSON_PrintPreallocated(&item, printer->compact, (int)printer->compact_room, false)) {
        if (printer->compact_room > INT_MAX / 2)
            arena_fail(&printer->scratch);
        printer->compact_room = printer->compact_room ? printer->compact_room * 2 : COMPACT_BYTES;
        printer->compact = arena_alloc(&printer->pages, printer->compact_room + COMPACT_SPARE);
    }
}

/* The head's start before a key on its own line, after what came before. */
static void print_key(struct json_printer *printer, struct text key, bool after_another, unsigned depth)
{
    if (after_another)
        buffer_add_char(&printer->page, ',');
    layout_line(&printer->page, depth);
    struct tree string = tree_text(key);
    print_compact(printer, &string);
    buffer_add_c(&printer->page, printer->compact);
    buffer_add(&printer->page, TEXT(": "));
}

static bool page_give(struct json_printer *printer)
{
    bool taken = printer->sink.add(printer->sink.context, buffer_text(&printer->page));
    printer->page.length = 0;
    return taken;
}

static bool print_tree(struct json_printer *printer, const struct tree *tree, unsigned depth)
{
    print_compact(printer, tree);
    layout_json(&printer->page, tree, printer->compact, depth);
    arena_reset(&printer->scratch);
    return printer->page.length < PAGE_BYTES || page_give(printer);
}

static bool json_value(void *context, struct text section, const struct tree *value)
{
    struct json_printer *printer = context;
    print_key(printer, section, printer->any_section, 1);
    printer->any_section = true;
    return print_tree(printer, value, 1);
}

static bool json_open(void *context, struct text section)
{
    struct json_printer *printer = context;
    print_key(printer, section, printer->any_section, 1);
    buffer_add_char(&printer->page, '{');
    printer->any_section = true;
    printer->any_entry = false;
    return true;
}

static bool json_entry(void *context, struct text key, const struct tree *body)
{
    struct json_printer *printer = context;
    print_key(printer, key, printer->any_entry, 2);
    printer->any_entry = true;
    return print_tree(printer, body, 2);
}

static bool json_close(void *context)
{
    struct json_printer *printer = context;
    layout_line(&printer->page, 1);
    buffer_add_char(&printer->page, '}');
    return true;
}

static void printer_free(struct json_printer *printer)
{
    arena_free(&printer->scratch);
    arena_free(&printer->pages);
}

bool template_json(struct arena *arena, const struct stack *stack, struct sink sink)
{
    static const struct template_visitor visitor = { json_value, json_open, json_entry, json_close };
    struct json_printer *printer = NEW(arena, struct json_printer);
    struct arena_failure *outer = arena->failure;
    arena_init(&printer->scratch, &printer->failure);
    arena_init(&printer->pages, &printer->failure);
    printer->sink = sink;
    buffer_init(&printer->page, &printer->pages);
    /* The sink may use the caller's arena: its failure too must pass here. */
    arena->failure = &printer->failure;
    if (setjmp(printer->failure.place)) {
        printer_free(printer);
        arena->failure = outer;
        arena_fail(arena);
    }
    buffer_reserve(&printer->page, PAGE_BYTES);
    buffer_add_char(&printer->page, '{');
    bool done = template_walk(&printer->scratch, stack, &visitor, printer);
    buffer_add(&printer->page, TEXT("\n}\n"));
    done = done && page_give(printer);
    printer_free(printer);
    arena->failure = outer;
    return done;
}
