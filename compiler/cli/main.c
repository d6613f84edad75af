/* mtc: the itinerary of a run, from the words of the command line to the exit
   status. Each step stands in a file of its own; here is only their order. */
#include "cli/bug.h"
#include "cli/deploy.h"
#include "cli/print.h"
#include "cli/task.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { EXIT_FINE = 0, EXIT_MISTAKES = 1, EXIT_WRONG_USE = 2 };

struct run {
    int argc;
    char **argv;
    struct options options;
    int status;
};

static int wrong_use(struct text line)
{
    print_complaint(line);
    print_complaint(TEXT("try 'mtc --help'"));
    return EXIT_WRONG_USE;
}

/* The -I folders must be there: a misspelt one would change nothing, silently. */
static void look_at_folders(struct session *session)
{
    for (size_t i = 0; i < session->settings->folder_count; i++) {
        const char *folder = session->settings->folders[i];
        struct stat status;
        int error = stat(folder, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
        if (error)
            report(&session->reporter, MT0001, SPAN_NONE, NULL, folder, file_error(&session->arena, error));
    }
}

/* Whether the task looks at what the file means, not only at its text. */
static bool needs_graph(const struct options *options)
{
    return options->task != TASK_TEST
           && !(options->task == TASK_DUMP && (options->stage == STAGE_TOKENS || options->stage == STAGE_SYNTAX));
}

static void compile_unit(struct session *session, const struct options *options, struct unit *unit)
{
    static const struct graph nothing;
    modules_next(&session->modules);
    unit->graph = &nothing;
    unit->module = modules_open(&session->modules, unit->input);
    if (unit->module && needs_graph(options))
        unit->graph = session_compile(session, unit->module, NULL, NULL);
    unit->dependency_count = session->modules.dependencies.count;
    unit->dependencies = session->modules.dependencies.at;
}

/* What cannot be done with a template that is an input: a line that says so, or
   an empty text. */
static struct text refuse_templates(struct session *session, const struct options *options, const struct units *units)
{
    const char *name = NULL;
    size_t programs = 0;
    for (size_t i = 0; i < units->list.count; i++) {
        const struct unit *unit = &units->list.at[i];
        if (unit->module && unit->module->is_template)
            name = unit->input;
        else
            programs++;
    }
    struct arena *arena = &session->arena;
    if (!name)
        return TEXT("");
    if (options->task == TASK_TEST)
        return text_format(arena, "--test runs the tests of .mt files, and '%s' is a template", name);
    if (!needs_graph(options))
        return text_format(arena, "--dump tokens and syntax show .mt files, and '%s' is a template; it has a graph", name);
    if (options->defines.count && !programs)
        return text_format(arena, "-D gives inputs of .mt files, and '%s' is a template; its parameters are given when it is deployed", name);
    if (options->settings.environment && !programs)
        return text_format(arena, "--env is for .mt files, and '%s' is a template", name);
    if (options->dependencies && !programs && !options->output && !options->format)
        return text_format(arena, "-MD and -MF tell what a file that is written needs, and '%s' is only checked; say -f or -o", name);
    return TEXT("");
}

/* Writes or compares the templates of a run without errors. A line in *mistake
   if the files asked for make no sense. */
static void emit(struct session *session, const struct options *options, const struct units *units,
                 bool *printed, struct text *mistake)
{
    struct targets targets;
    *mistake = targets_plan(session, options, units, &targets);
    if (mistake->length)
        return;
    if (options->task == TASK_CHECK)
        *printed = targets_compare(session, options, &targets);
    else
        targets_write(session, options, units, &targets);
}

/* Compiles the inputs and finishes the reporter. A line if they are of the wrong
   kind for the task, and an empty text otherwise. */
static struct text compile_units(struct session *session, const struct options *options, struct units *units)
{
    look_at_folders(session);
    for (size_t i = 0; i < options->inputs.count; i++)
        *VEC_ADD(&session->arena, &units->list) = (struct unit){ .input = options->inputs.at[i] };
    for (size_t i = 0; i < units->list.count; i++)
        compile_unit(session, options, &units->list.at[i]);
    struct text refused = refuse_templates(session, options, units);
    if (refused.length)
        return refused;
    if (!needs_graph(options))
        session->reporter.allows_partial = true;
    reporter_finish(&session->reporter);
    return TEXT("");
}

static int compile(struct session *session, const struct options *options)
{
    struct units units = { { 0 } };
    struct text refused = compile_units(session, options, &units);
    if (refused.length)
        return wrong_use(refused);

    bool printed = true, failed = false;
    struct text mistake = { "", 0 };
    if (options->task == TASK_DUMP)
        printed = task_dump(session, options, &units);
    else if (options->task == TASK_TEST)
        printed = task_test(session, options, &units, &failed);
    else if (!session->reporter.errors)
        emit(session, options, &units, &printed, &mistake);

    printed = print_messages(session, options) && printed;
    if (mistake.length)
        return wrong_use(mistake);
    return session->reporter.errors || failed || !printed ? EXIT_MISTAKES : EXIT_FINE;
}

/* "there is no warning 'X'", with the name that was meant. */
static struct text unknown_warning(struct session *session, struct text name)
{
    struct near near;
    size_t skipped = text_starts(name, "no-error=") ? 9 : text_starts(name, "error=") ? 6 : text_starts(name, "no-") ? 3 : 0;
    struct text bare = text_slice(name, skipped, name.length);
    enum message_id id = message_find(bare);
    if (id != MESSAGE_COUNT)
        return text_format(&session->arena, "-W %s: %s is an error, which cannot be turned off", name.at,
                           message_of(id)->code);
    near_start(&near, bare);
    near_try(&near, TEXT("error"));
    for (int i = 0; i < MESSAGE_COUNT; i++)
        near_try(&near, text_of(message_of((enum message_id)i)->name));
    if (near.best.length)
        return text_format(&session->arena, "there is no warning '%s'; did you mean '%.*s%.*s'?", bare.at,
                           (int)skipped, name.at, (int)near.best.length, near.best.at);
    return text_format(&session->arena, "there is no warning '%s'; --list-checks prints them", bare.at);
}

static int run_task(struct session *session, struct run *run)
{
    struct text mistake = options_parse(&run->options, &session->arena, run->argc, run->argv);
    if (mistake.length)
        return wrong_use(mistake);
    const struct options *options = &run->options;
    struct text unknown = session_set(session, &options->settings);
    if (unknown.length)
        return wrong_use(unknown_warning(session, unknown));

    bool printed;
    switch (options->task) {
    case TASK_VERSION:
        printed = print_answer(session, text_format(&session->arena, "mtc %s\n", print_version()));
        break;
    case TASK_HELP:
        printed = print_answer(session, task_help());
        break;
    case TASK_LIST_CHECKS:
        printed = print_answer(session, message_table(&session->arena));
        break;
    case TASK_EXPLAIN:
        printed = task_explain(session, options->topic, &mistake);
        break;
    case TASK_STDLIB:
        printed = task_library(session, options->topic, &mistake);
        break;
    case TASK_DEPLOY:
        return deploy(session, options, run->argv, compile_units);
    default:
        return compile(session, options);
    }
    if (mistake.length)
        return wrong_use(mistake);
    return printed ? EXIT_FINE : EXIT_MISTAKES;
}

static void work(struct session *session, void *context)
{
    struct run *run = context;
    run->status = run_task(session, run);
}

int main(int argc, char **argv)
{
    struct run run = { .argc = argc, .argv = argv };
    struct session session;
    print_prepare();
    bug_watch();
    session_begin(&session);
    if (!session_guard(&session, work, &run)) {
        print_complaint(TEXT("out of memory"));
        return EXIT_MISTAKES;
    }
    /* What the arena holds goes with the process; giving it back takes time. */
    exit(run.status);
}
