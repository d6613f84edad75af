/* Option: one row of the tables of options; for options.c and
   options_deploy.c only. */
#ifndef MTC_CLI_OPTION_H
#define MTC_CLI_OPTION_H

#include "cli/options.h"

enum option_id {
    OPTION_OUTPUT, OPTION_FORMAT, OPTION_DEFINE, OPTION_ASSERT, OPTION_ENV, OPTION_FOLDER, OPTION_CHECK, OPTION_TEST, OPTION_WARNING,
    OPTION_LIST_CHECKS, OPTION_EXPLAIN, OPTION_DIAGNOSTICS, OPTION_COLOR, OPTION_DEPENDENCIES, OPTION_DEPENDENCY_FILE,
    OPTION_DUMP, OPTION_STDLIB, OPTION_VERSION, OPTION_HELP,
    OPTION_DEPLOY       /* any of options_deploy.c */
};

struct option {
    const char *name;
    enum option_id id;
    const char *value;      /* what its value is, for messages; NULL: takes none */
    bool attached_only;     /* a value only as --name=value */
};

/* The options of deploying, one after another; NULL behind the last. */
const struct option *deploy_option_at(size_t index);
/* Takes one into the request. Returns an empty text, or what is wrong with it. */
struct text deploy_option_set(struct deploy_request *request, struct arena *arena, const struct option *option,
                              const char *value);
/* Looks at them as a whole; the same result. */
struct text deploy_options_check(const struct deploy_request *request, struct arena *arena, size_t inputs);

#endif
