/* Tasks: what mtc does besides writing and comparing templates. Each returns
   whether all went well; main makes the exit status of it. */
#ifndef MTC_CLI_TASK_H
#define MTC_CLI_TASK_H

#include "cli/target.h"

/* --dump: what a stage made of each input, on standard output. */
bool task_dump(struct session *session, const struct options *options, const struct units *units);

/* --test: runs the tests of each input, TAP on standard output. Messages of
   what keeps a file from being tested at all go to the session's reporter.
   *failed tells whether a test failed. */
bool task_test(struct session *session, const struct options *options, const struct units *units, bool *failed);

/* --explain, --stdlib: the text on standard output. An unknown topic gives the
   line that says so in *mistake. */
bool task_explain(struct session *session, const char *topic, struct text *mistake);
bool task_library(struct session *session, const char *topic, struct text *mistake);

/* What --help prints. */
struct text task_help(void);

#endif
