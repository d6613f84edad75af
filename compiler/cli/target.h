/* Target: one template that a run makes, and the file that it goes into. */
#ifndef MTC_CLI_TARGET_H
#define MTC_CLI_TARGET_H

#include "cli/options.h"

/* One input of the run. */
struct unit {
    const char *input;              /* as given; "-" is standard input */
    struct module *module;          /* NULL: it could not be read */
    const struct graph *graph;
    size_t dependency_count;        /* files that its compile asked for */
    const struct text *dependencies;
};
struct units { VEC(struct unit) list; };

struct target {
    const struct unit *unit;
    const struct stack *stack;
    const char *path;               /* "-": standard output */
    enum format format;             /* JSON or YAML */
};
struct targets { VEC(struct target) list; };

/* Finds path and format of each template. Returns an empty text, or in one line
   what is wrong with the request. In the session's arena. */
struct text targets_plan(struct session *session, const struct options *options, const struct units *units,
                         struct targets *targets);

/* Writes all templates, and the dependencies where they are asked for: all of
   it, or nothing and MT0002. */
void targets_write(struct session *session, const struct options *options, const struct units *units,
                   const struct targets *targets);
/* --check: MT0006 for each file that is not what would be written, and the
   difference on standard output. False if that could not be written. */
bool targets_compare(struct session *session, const struct options *options, const struct targets *targets);

/* A template to a sink, in the format asked for. False when the sink failed. */
bool target_print(struct session *session, const struct stack *stack, enum format format,
                  bool (*add)(void *context, struct text piece), void *context);
/* A sink whose context is a struct buffer. */
bool target_add_to_buffer(void *context, struct text piece);

/* The rule for make: the targets of a unit need the files that were read.
   In the session's arena. */
struct text dependency_rule(struct session *session, const struct targets *targets, const struct unit *unit);

#endif
