/* Dumps: what each stage made, for those who work on mtc and for the golden
   tests. Tokens and tree are there in spite of mistakes; a graph with mistakes
   means nothing and is not shown. Called by main. */
#include "cli/print.h"
#include "cli/task.h"

#include <unistd.h>

static struct text dump_templates(struct session *session, const struct options *options, const struct graph *graph)
{
    struct buffer out;
    buffer_init(&out, &session->arena);
    for (size_t i = 0; i < graph->stacks.count; i++) {
        /* Several templates are told apart by their stacks' names. */
        if (graph->stacks.count > 1)
            buffer_add_format(&out, "# stack %s\n", graph->stacks.at[i]->name->text);
        enum format format = options->format == FORMAT_YAML ? FORMAT_YAML : FORMAT_JSON;
        target_print(session, graph->stacks.at[i], format, target_add_to_buffer, &out);
    }
    return buffer_text(&out);
}

static struct text dump_unit(struct session *session, const struct options *options, const struct unit *unit)
{
    struct arena *arena = &session->arena;
    switch (options->stage) {
    case STAGE_TOKENS:
        return syntax_dump_tokens(arena, &session->atoms, &session->reporter, &session->sources, unit->module->source);
    case STAGE_SYNTAX:
        return syntax_dump(arena, &session->sources, unit->module->syntax);
    case STAGE_GRAPH:
        return graph_dump(arena, &session->sources, unit->graph);
    case STAGE_TEMPLATE:
        break;
    }
    return dump_templates(session, options, unit->graph);
}

bool task_dump(struct session *session, const struct options *options, const struct units *units)
{
    bool whole_program = options->stage == STAGE_GRAPH || options->stage == STAGE_TEMPLATE;
    for (size_t i = 0; i < units->list.count; i++) {
        const struct unit *unit = &units->list.at[i];
        if (!unit->module || (whole_program && session->reporter.errors))
            continue;
        if (!print_answer(session, dump_unit(session, options, unit)))
            return false;
    }
    return true;
}
