/* Options: what the command line asks for. Nothing is opened or printed here,
   so that a test can ask without running. */
#ifndef MTC_CLI_OPTIONS_H
#define MTC_CLI_OPTIONS_H

#include "base/text.h"
#include "cli/session.h"
#include "deploy/request.h"

enum task {
    TASK_COMPILE,
    TASK_CHECK,         /* --check */
    TASK_TEST,          /* --test */
    TASK_DUMP,          /* --dump STAGE */
    TASK_DEPLOY,        /* --deploy and its kin: options.deploy.task */
    TASK_EXPLAIN,       /* --explain CODE */
    TASK_LIST_CHECKS,   /* --list-checks */
    TASK_STDLIB,        /* --stdlib [NAME] */
    TASK_VERSION,
    TASK_HELP
};

enum format { FORMAT_BY_NAME, FORMAT_JSON, FORMAT_YAML };
enum stage { STAGE_TOKENS, STAGE_SYNTAX, STAGE_GRAPH, STAGE_TEMPLATE };
enum face { FACE_TEXT, FACE_JSON, FACE_SARIF };
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct options {
    enum task task;
    enum format format;
    enum stage stage;               /* TASK_DUMP */
    enum face face;
    enum color color;
    const char *output;             /* -o; NULL: by the input's name */
    bool dependencies;              /* -MD or -MF */
    const char *dependency_file;    /* -MF; NULL: beside the output */
    const char *topic;              /* of --explain and --stdlib; NULL: none */
    VEC(const char *) inputs;
    VEC(const char *) folders;
    VEC(const char *) warnings;
    VEC(const char *) assertions;
    VEC(struct define) defines;
    struct deploy_request deploy;
    struct session_settings settings;   /* views of the above, for session_set */
};

/* Reads the command line into *options. Returns an empty text, or in one line
   what is wrong with it, in the arena; *options means nothing then. Words are
   borrowed from argv. */
struct text options_parse(struct options *options, struct arena *arena, int argc, char **argv);

/* Whether a path given to -o is a folder: it ends in '/', or is '.' or '..'. */
bool options_is_folder(const char *path);

#endif
