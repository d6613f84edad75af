/* checks: what checking costs beside the rest of a compile.

       checks ROUNDS FILE            medians of so many compiles of a program or a template
       checks ROUNDS FILE no-checks  the same without checking anything

   compiles the file in a session of its own, ROUNDS times, as mtc does, and
   prints a line:

       PARSE_MICROSECONDS EXPAND_MICROSECONDS CHECK_MICROSECONDS ALL_MICROSECONDS

   A program is parsed into syntax, which is expanded into a graph; a template
   becomes a graph when it is read, which is all PARSE. The difference of two
   processes with one round each is what checks add to a run. A file with errors
   ends it all. Called by run.sh. */
#include "check/check.h"
#include "cli/session.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PARSE, EXPAND, CHECK, ALL, TIMES };

struct job {
    const char *path;
    bool checked;
    double times[TIMES];
    bool wrong;
};

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static const struct graph *graph_of(struct session *session, struct module *module)
{
    static struct expand_options options;
    options.default_name = session_base_name(module->path);
    return expand(expander_new(&session->arena, &session->atoms, &session->modules, &session->reporter), module,
                  &options);
}

static void compile(struct session *session, void *context)
{
    static const char *const warnings[] = { "no-template-limit" };
    static const struct session_settings settings = { .warning_count = 1, .warnings = warnings };
    struct job *job = context;
    const struct graph *graph = NULL;
    session_set(session, &settings);

    double start = now();
    struct module *module = modules_open(&session->modules, job->path);
    if (module && module->is_template)
        graph = read_template(&session->arena, &session->atoms, &session->reporter, module->source,
                              session_base_name(module->path));
    double parsed = now();
    if (module && !module->is_template)
        graph = graph_of(session, module);
    double expanded = now();
    if (graph && job->checked)
        check_graph(&session->arena, &session->reporter, graph);
    double checked = now();

    reporter_finish(&session->reporter);
    job->wrong = !graph || session->reporter.errors;
    job->times[PARSE] = parsed - start;
    job->times[EXPAND] = expanded - parsed;
    job->times[CHECK] = checked - expanded;
    job->times[ALL] = checked - start;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int count, char **words)
{
    int rounds = count > 2 ? atoi(words[1]) : 0;
    double *times = rounds > 0 ? malloc((size_t)rounds * TIMES * sizeof *times) : NULL;
    if (!times) {
        fprintf(stderr, "usage: checks ROUNDS FILE [no-checks]\n");
        return 2;
    }
    struct job job = { .path = words[2], .checked = count < 4 };
    for (int round = 0; round < rounds; round++) {
        struct session session;
        session_begin(&session);
        if (!session_guard(&session, compile, &job) || job.wrong) {
            fprintf(stderr, "checks: %s has errors, or is too large\n", job.path);
            return 1;
        }
        session_end(&session);
        for (int i = 0; i < TIMES; i++)
            times[i * rounds + round] = job.times[i];
    }
    for (int i = 0; i < TIMES; i++) {
        qsort(times + i * rounds, (size_t)rounds, sizeof *times, compare);
        printf("%.1f%c", times[i * rounds + rounds / 2], i + 1 < TIMES ? ' ' : '\n');
    }
    free(times);
    return 0;
}
