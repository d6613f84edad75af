/* Session: the one context of a compile. Everything that a compile makes hangs
   here and goes at once, so a program may run thousands of sessions, one after
   another or one inside another; there is nothing else that remembers. */
#ifndef MTC_CLI_SESSION_H
#define MTC_CLI_SESSION_H

#include "base/file.h"
#include "expand/expand.h"
#include "model/modules.h"
#include "report/diagnostic.h"

/* What a compile may be told besides its text. A zeroed one is the usual. */
struct session_settings {
    const char *environment;        /* --env; NULL: none */
    size_t define_count;
    const struct define *defines;   /* -D */
    size_t folder_count;
    const char *const *folders;     /* -I */
    size_t warning_count;
    const char *const *warnings;    /* -W */
    size_t assertion_count;
    const char *const *assertions;  /* --assert */
};

/* A file being written, known here so that it is given up when memory runs out. */
struct session_output {
    struct session_output *next;
    struct output output;
};

struct session {
    struct arena arena;
    struct arena_failure failure;
    struct atoms atoms;
    struct sources sources;
    struct reporter reporter;
    struct modules modules;
    const struct session_settings *settings;
    struct session_output *outputs;
};

/* An empty session. Allocates nothing; end it with session_end. */
void session_begin(struct session *session);
/* Gives up the files that are still being written and frees everything. */
void session_end(struct session *session);

/* Calls work, which may use the session and allocate. False when memory ran
   out: the files being written are given up, everything is freed, and nothing
   of it may be looked at. */
bool session_guard(struct session *session, void (*work)(struct session *session, void *context), void *context);

/* The rest is called from inside work. */

/* Makes the session ready; the settings are borrowed. Returns the first -W
   that names no warning, or an empty text. */
struct text session_set(struct session *session, const struct session_settings *settings);
/* Expands and checks a module that was opened through session->modules; a
   template is read instead of expanded. The
   graph is worth something only if session->reporter.errors stays 0. test:
   for its inputs; NULL: an ordinary compile. *expander may be NULL. */
const struct graph *session_compile(struct session *session, struct module *module, const struct decl_test *test,
                                    struct expander **expander);
/* A new file of the session: output_begin was called, its error is in .error. */
struct output *session_output(struct session *session, const char *path);
/* The name of a path's file without folder and ending (.mt, or a template's);
   "stdin" for standard input. */
struct text session_base_name(struct text path);

enum session_outcome { SESSION_DONE, SESSION_MISTAKES, SESSION_NO_MEMORY };

/* Compiles a text in a session of its own, calls look (unless NULL) while all
   of it is there, and forgets it. For tests and fuzzers. settings may be NULL. */
enum session_outcome session_compile_text(const struct session_settings *settings, struct text name, struct text text,
                                          void (*look)(void *context, struct session *session,
                                                       const struct graph *graph),
                                          void *context);

#endif
