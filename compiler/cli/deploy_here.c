/* Of mtc-deploy: compiles as mtc does, and gives the stacks to deploy/. Called by
   main. */
#include "cli/deploy.h"
#include "cli/print.h"
#include "deploy/deploy.h"

#include <stdlib.h>
#include <unistd.h>

enum { EXIT_MISTAKES = 1, EXIT_WRONG_USE = 2 };

static void add_inputs(struct session *session, const struct unit *unit, struct deploy_input *inputs, size_t *count)
{
    for (size_t i = 0; i < unit->graph->stacks.count; i++) {
        struct buffer template;
        buffer_init(&template, &session->arena);
        target_print(session, unit->graph->stacks.at[i], FORMAT_JSON, target_add_to_buffer, &template);
        inputs[(*count)++] = (struct deploy_input){ unit->graph->stacks.at[i], session_base_name(text_of(unit->input)),
                                                    buffer_text(&template) };
    }
}

/* The messages of the compile are told before the first question is asked; as
   JSON they are part of the one answer at the end. */
static void begin_messages(struct session *session, const struct options *options, struct reporter *compiled)
{
    if (options->face == FACE_TEXT)
        print_messages(session, options);
    *compiled = session->reporter;
    reporter_init(&session->reporter, &session->arena, &session->sources);
    session->reporter.allows_partial = true;
    for (size_t i = 0; i < session->settings->warning_count; i++)
        reporter_set(&session->reporter, text_of(session->settings->warnings[i]));
}

static void end_messages(struct session *session, const struct options *options, const struct reporter *compiled)
{
    struct reporter *reporter = &session->reporter;
    reporter_finish(reporter);
    if (options->face != FACE_TEXT) {
        for (size_t i = 0; i < compiled->list.count; i++)
            *VEC_ADD(&session->arena, &reporter->list) = compiled->list.at[i];
        reporter->errors += compiled->errors;
        reporter->warnings += compiled->warnings;
    }
    print_messages(session, options);
}

int deploy(struct session *session, const struct options *options, char **argv,
           struct text (*compile)(struct session *session, const struct options *options, struct units *units))
{
    struct units units = { { 0 } };
    struct reporter compiled;
    size_t most = 0, count = 0;
    (void)argv;
    struct text refused = compile(session, options, &units);
    if (refused.length) {
        print_complaint(refused);
        return EXIT_WRONG_USE;
    }
    if (session->reporter.errors) {
        print_messages(session, options);
        return EXIT_MISTAKES;
    }
    for (size_t i = 0; i < units.list.count; i++)
        most += units.list.at[i].graph->stacks.count;
    struct deploy_input *inputs = NEW_ARRAY(&session->arena, struct deploy_input, most + 1);
    for (size_t i = 0; i < units.list.count; i++)
        add_inputs(session, &units.list.at[i], inputs, &count);
    begin_messages(session, options, &compiled);
    bool live = isatty(STDERR_FILENO) && options->face == FACE_TEXT;
    struct talk talk = {
        .asks = live && isatty(STDIN_FILENO) && !options->deploy.yes, .live = live, .quiet = options->face != FACE_TEXT,
        .color = print_colored(options, STDERR_FILENO), .columns = print_columns(STDERR_FILENO),
    };
    int status = deploy_run(&session->arena, &options->deploy, options->settings.environment, inputs, count,
                            &session->reporter, talk);
    end_messages(session, options, &compiled);
    return status;
}
