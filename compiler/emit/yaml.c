/* YAML: a template printed through libyaml's events, straight from the tree of
   one entry at a time: block style, short tags, no line folded. Memory is that
   of the largest entry and libyaml's own buffers. Called by the session, for
   each stack.

   libyaml allocates by itself and says so when it cannot; that ends where the
   arena's failures end, after its memory is given back. Strings of the graph
   are valid UTF-8, which libyaml insists on. */
#include "emit/walk.h"
#include "emit/yaml_style.h"

#include <stdlib.h>
#include <yaml.h>

struct yaml_printer {
    struct arena scratch;           /* an entry's tree */
    struct arena_failure failure;
    struct sink sink;
    yaml_emitter_t emitter;
    bool sink_failed;
};

/* An event under way goes to the emitter, which frees it. made: whether it
   could be made. */
static void yaml_emit(struct yaml_printer *printer, yaml_event_t *event, int made)
{
    if (printer->sink_failed)       /* an emitter that failed takes nothing more */
        made ? yaml_event_delete(event) : (void)0;
    else if (!made || (!yaml_emitter_emit(&printer->emitter, event) && !printer->sink_failed))
        arena_fail(&printer->scratch);
}

static void yaml_scalar(struct yaml_printer *printer, const char *tag, struct text text, yaml_scalar_style_t style)
{
    yaml_event_t event;
    int made = yaml_scalar_event_initialize(&event, NULL, (const yaml_char_t *)tag, (const yaml_char_t *)text.at,
                                            (int)text.length, !tag, !tag, style);
    yaml_emit(printer, &event, made);
}

static void yaml_string(struct yaml_printer *printer, const char *tag, struct text text)
{
    static const yaml_scalar_style_t styles[] = {
        [YAML_STRING_PLAIN] = YAML_PLAIN_SCALAR_STYLE,
        [YAML_STRING_QUOTED] = YAML_SINGLE_QUOTED_SCALAR_STYLE,
        [YAML_STRING_ESCAPED] = YAML_DOUBLE_QUOTED_SCALAR_STYLE,
        [YAML_STRING_BLOCK] = YAML_LITERAL_SCALAR_STYLE,
    };
    yaml_scalar(printer, tag, text, styles[yaml_string_style(text)]);
}

static void yaml_open_map(struct yaml_printer *printer, const char *tag, bool flow)
{
    yaml_event_t event;
    int made = yaml_mapping_start_event_initialize(&event, NULL, (const yaml_char_t *)tag, !tag,
                                                   flow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE);
    yaml_emit(printer, &event, made);
}

static void yaml_close_map(struct yaml_printer *printer)
{
    yaml_event_t event;
    yaml_emit(printer, &event, yaml_mapping_end_event_initialize(&event));
}

/* libyaml writes the elements of a list at the column of the list's key; people
   indent them. What decides is the emitter's mapping_context, set when it
   takes the list's start from its queue, which it does when two more events
   stand behind. Two that it will not look at yet (a map's start waits for
   three) push the list out; they are taken back, and the context changed, so
   that the list is written as lists in lists are. Only public fields of
   yaml_emitter_t are used, but their meaning is that of libyaml 0.1.4 to
   0.2.5; test_yaml.c sees it change. */
static void yaml_indent_list(struct yaml_printer *printer)
{
    yaml_open_map(printer, NULL, false);
    yaml_open_map(printer, NULL, false);
    if (printer->sink_failed)
        return;
    yaml_emitter_t *emitter = &printer->emitter;
    if (emitter->events.tail - emitter->events.head != 2)
        abort();        /* not the libyaml that this was written for */
    emitter->events.tail = emitter->events.head;
    emitter->mapping_context = 0;
}

static void yaml_open_list(struct yaml_printer *printer, const char *tag, bool flow, bool empty)
{
    yaml_event_t event;
    int made = yaml_sequence_start_event_initialize(&event, NULL, (const yaml_char_t *)tag, !tag,
                                                    flow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE);
    yaml_emit(printer, &event, made);
    if (!flow && !empty)
        yaml_indent_list(printer);
}

static void yaml_close_list(struct yaml_printer *printer)
{
    yaml_event_t event;
    yaml_emit(printer, &event, yaml_sequence_end_event_initialize(&event));
}

static void yaml_tree(struct yaml_printer *printer, const struct tree *tree, const char *tag, bool flow);

static void yaml_items(struct yaml_printer *printer, const struct tree *tree, const char *tag, bool flow)
{
    if (tree->kind == TREE_MAP)
        yaml_open_map(printer, tag, flow);
    else
        yaml_open_list(printer, tag, flow, !tree->count);
    for (uint32_t i = 0; i < tree->count; i++) {
        if (tree->kind == TREE_MAP)
            yaml_string(printer, NULL, tree->fields[i].key);
        yaml_tree(printer, tree->kind == TREE_MAP ? &tree->fields[i].value : &tree->items[i], NULL, flow);
    }
    if (tree->kind == TREE_MAP)
        yaml_close_map(printer);
    else
        yaml_close_list(printer);
}

static void yaml_call(struct yaml_printer *printer, const struct tree *call, bool flow)
{
    const char *tag = yaml_short_tag(call);
    const struct tree *argument = &call->fields->value;
    bool one_line = flow || tree_on_one_line(call);
    struct text dotted;
    if (!tag) {
        yaml_open_map(printer, NULL, flow);
        yaml_string(printer, NULL, call->fields->key);
        yaml_tree(printer, argument, NULL, one_line);
        yaml_close_map(printer);
    } else if (strcmp(tag, "!GetAtt") == 0 && yaml_dotted(&printer->scratch, argument, &dotted)) {
        yaml_string(printer, tag, dotted);
    } else {
        yaml_tree(printer, argument, tag, one_line);
    }
}

static void yaml_tree(struct yaml_printer *printer, const struct tree *tree, const char *tag, bool flow)
{
    switch ((enum tree_kind)tree->kind) {
    case TREE_NULL:
        yaml_scalar(printer, tag, TEXT("null"), YAML_PLAIN_SCALAR_STYLE);
        break;
    case TREE_BOOL:
        yaml_scalar(printer, tag, tree->truth ? TEXT("true") : TEXT("false"), YAML_PLAIN_SCALAR_STYLE);
        break;
    case TREE_INTEGER:
    case TREE_NUMBER:
    case TREE_DIGITS:
        yaml_scalar(printer, tag, tree_digits(&printer->scratch, tree), YAML_PLAIN_SCALAR_STYLE);
        break;
    case TREE_STRING:
        yaml_string(printer, tag, (struct text){ tree->string, tree->count });
        break;
    case TREE_MAP:
        if (tree->intrinsic) {
            yaml_call(printer, tree, flow);
            break;
        }
        yaml_items(printer, tree, tag, flow);
        break;
    case TREE_LIST:
        yaml_items(printer, tree, tag, flow);
        break;
    }
}

static bool yaml_value(void *context, struct text key, const struct tree *value)
{
    struct yaml_printer *printer = context;
    yaml_string(printer, NULL, key);
    yaml_tree(printer, value, NULL, false);
    arena_reset(&printer->scratch);
    return !printer->sink_failed;
}

static bool yaml_open(void *context, struct text section)
{
    struct yaml_printer *printer = context;
    yaml_string(printer, NULL, section);
    yaml_open_map(printer, NULL, false);
    return !printer->sink_failed;
}

static bool yaml_close(void *context)
{
    struct yaml_printer *printer = context;
    yaml_close_map(printer);
    return !printer->sink_failed;
}

static int yaml_write(void *context, unsigned char *bytes, size_t length)
{
    struct yaml_printer *printer = context;
    printer->sink_failed = !printer->sink.add(printer->sink.context, (struct text){ (const char *)bytes, length });
    return !printer->sink_failed;
}

static void yaml_start(struct yaml_printer *printer)
{
    yaml_event_t event;
    if (!yaml_emitter_initialize(&printer->emitter))
        arena_fail(&printer->scratch);
    yaml_emitter_set_output(&printer->emitter, yaml_write, printer);
    yaml_emitter_set_unicode(&printer->emitter, 1);
    yaml_emitter_set_width(&printer->emitter, -1);
    yaml_emitter_set_indent(&printer->emitter, 2);
    yaml_emitter_set_break(&printer->emitter, YAML_LN_BREAK);
    yaml_emit(printer, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    yaml_emit(printer, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
    yaml_open_map(printer, NULL, false);
}

static void yaml_end(struct yaml_printer *printer)
{
    yaml_event_t event;
    yaml_close_map(printer);
    yaml_emit(printer, &event, yaml_document_end_event_initialize(&event, 1));
    /* After a text with blank lines at its end libyaml would write "...": so
       that another document could follow, and none does. */
    printer->emitter.open_ended = 0;
    yaml_emit(printer, &event, yaml_stream_end_event_initialize(&event));
}

static void printer_free(struct yaml_printer *printer)
{
    yaml_emitter_delete(&printer->emitter);
    arena_free(&printer->scratch);
}

bool template_yaml(struct arena *arena, const struct stack *stack, struct sink sink)
{
    static const struct template_visitor visitor = { yaml_value, yaml_open, yaml_value, yaml_close };
    struct yaml_printer *printer = NEW(arena, struct yaml_printer);
    struct arena_failure *outer = arena->failure;
    arena_init(&printer->scratch, &printer->failure);
    printer->sink = sink;
    /* The sink may use the caller's arena: its failure too must pass here. */
    arena->failure = &printer->failure;
    if (setjmp(printer->failure.place)) {
        printer_free(printer);
        arena->failure = outer;
        arena_fail(arena);
    }
    yaml_start(printer);
    bool done = template_walk(&printer->scratch, stack, &visitor, printer);
    if (done)
        yaml_end(printer);
    done = done && !printer->sink_failed;
    printer_free(printer);
    arena->failure = outer;
    return done;
}
