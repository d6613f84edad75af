/* JSON: a template printed one entry at a time: the entry's tree, laid out into
   a page (layout.c) with cJSON's tokens (json_token.c), full pages to the sink.
   Memory is that of the largest entry, however large the template. Called by
   the session, for each stack. */
#include "emit/layout.h"
#include "emit/walk.h"

enum { PAGE_BYTES = 32 * 1024 };    /* to the sink at once */

struct json_printer {
    struct arena scratch;           /* an entry's tree */
    struct arena lasting;           /* the page and kept tokens, as long as the printing lasts */
    struct arena_failure failure;
    struct sink sink;
    struct buffer page;
    struct json_tokens tokens;
    bool any_section, any_entry;
};

static bool page_give(struct json_printer *printer)
{
    bool taken = printer->sink.add(printer->sink.context, buffer_text(&printer->page));
    printer->page.length = 0;
    return taken;
}

static bool print_tree(struct json_printer *printer, const struct tree *tree, unsigned depth)
{
    layout_tree(&printer->tokens, &printer->page, tree, depth);
    arena_reset(&printer->scratch);
    return printer->page.length < PAGE_BYTES || page_give(printer);
}

static bool json_value(void *context, struct text section, const struct tree *value)
{
    struct json_printer *printer = context;
    layout_key(&printer->tokens, &printer->page, section, printer->any_section, 1);
    printer->any_section = true;
    return print_tree(printer, value, 1);
}

static bool json_open(void *context, struct text section)
{
    struct json_printer *printer = context;
    layout_key(&printer->tokens, &printer->page, section, printer->any_section, 1);
    buffer_add_char(&printer->page, '{');
    printer->any_section = true;
    printer->any_entry = false;
    return true;
}

static bool json_entry(void *context, struct text key, const struct tree *body)
{
    struct json_printer *printer = context;
    layout_element(&printer->page, printer->any_entry, 2);
    struct tree id = tree_text(key);    /* no key that comes again */
    json_scalar(&printer->tokens, &printer->page, &id);
    buffer_add(&printer->page, TEXT(": "));
    printer->any_entry = true;
    return print_tree(printer, body, 2);
}

static bool json_close(void *context)
{
    struct json_printer *printer = context;
    layout_element(&printer->page, false, 1);
    buffer_add_char(&printer->page, '}');
    return true;
}

static void printer_init(struct json_printer *printer, struct sink sink)
{
    arena_init(&printer->scratch, &printer->failure);
    arena_init(&printer->lasting, &printer->failure);
    buffer_init(&printer->page, &printer->lasting);
    printer->tokens.scratch = &printer->scratch;
    printer->tokens.lasting = &printer->lasting;
    printer->sink = sink;
}

static void printer_free(struct json_printer *printer)
{
    arena_free(&printer->scratch);
    arena_free(&printer->lasting);
}

static bool print_page(struct json_printer *printer, const struct stack *stack)
{
    static const struct template_visitor visitor = { json_value, json_open, json_entry, json_close };
    buffer_reserve(&printer->page, PAGE_BYTES);
    buffer_add_char(&printer->page, '{');
    bool done = template_walk(&printer->scratch, stack, &visitor, printer);
    buffer_add(&printer->page, TEXT("\n}\n"));
    return done && page_give(printer);
}

bool template_json(struct arena *arena, const struct stack *stack, struct sink sink)
{
    struct json_printer *printer = NEW(arena, struct json_printer);
    struct arena_failure *outer = arena->failure;
    printer_init(printer, sink);
    /* The sink may use the caller's arena: its failure too must pass here. */
    arena->failure = &printer->failure;
    if (setjmp(printer->failure.place)) {
        printer_free(printer);
        arena->failure = outer;
        arena_fail(arena);
    }
    bool done = print_page(printer, stack);
    printer_free(printer);
    arena->failure = outer;
    return done;
}
