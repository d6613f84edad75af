/* Modules: the files of one compile: the user's, those it `use`s, and those of
   the standard library that it needs. A file is read and parsed once, when it
   is first asked for. */
#ifndef MTC_MODEL_MODULES_H
#define MTC_MODEL_MODULES_H

#include "report/diagnostic.h"
#include "syntax/syntax.h"

struct module_use;                  /* who uses whom; modules.c */

struct module {
    struct text path;               /* as opened; <stdlib/…> for an embedded file */
    struct source *source;
    const struct syntax *syntax;    /* NULL: a template */
    bool library;                   /* embedded, or from -I in place of it */
    void *scope;                    /* the expander's, NULL until it looks inside */
    struct module_use *uses;        /* what it uses so far, last first */
    uint64_t device, inode;         /* the file itself, however its path is spelled; 0: no file */
    uint32_t touched;               /* the last compile that asked for it; see modules_next */
    bool is_template;               /* CloudFormation's, as input: not parsed here */
    bool damaged;                   /* the parser had to leave something out */
};

struct modules {
    struct arena *arena;
    struct atoms *atoms;
    struct sources *sources;
    struct reporter *reporter;
    size_t folder_count;            /* -I, in order */
    const char *const *folders;
    VEC(struct module *) list;      /* in order of first use: for -MD */
    VEC(struct text) dependencies;  /* files that this compile asked for, each once, in order */
    uint32_t current;               /* number of this compile */
    struct map by_pattern;          /* atom -> struct module, or NULL for no such pattern */
    struct map contents;            /* atom of a path -> struct module_content: what file("…") read */
    VEC(const char *) areas;        /* the -I folders, each followed by its folders, sorted */
    bool areas_listed;
};

void modules_init(struct modules *modules, struct arena *arena, struct atoms *atoms,
                  struct sources *sources, struct reporter *reporter);
/* A further compile with the same files: its dependencies start empty. What was
   read stays read. */
void modules_next(struct modules *modules);
/* The user's file; "-" is standard input. NULL after a mistake (reported). */
struct module *modules_open(struct modules *modules, const char *path);
/* A buffer as if it were the user's file (tests, fuzzers). The text is copied. */
struct module *modules_open_text(struct modules *modules, struct text name, struct text content);
/* A text of the command line as a source: "<-D NAME>", "<--assert>". The text is
   copied. NULL after MT0003. */
struct source *modules_option(struct modules *modules, struct text name, struct text content);
/* What `use` in `from` names: relative to its file, then each -I folder. NULL
   after MT1017, reported at span. */
struct module *modules_use(struct modules *modules, const struct module *from, struct text path, struct span span);
/* The library file of a pattern: -I DIR/…/NAME.mt (DIR itself or one folder
   deeper), else the embedded one. NULL where there is none; nothing reported. */
struct module *modules_library(struct modules *modules, const struct atom *pattern);
/* The library's pattern names in sorted order, for near names and --stdlib. */
size_t modules_library_count(void);
struct text modules_library_name(size_t index);     /* "network" */
struct text modules_library_area(size_t index);     /* "network" of network/network.mt */
struct text modules_library_text(size_t index);     /* its source */
/* The bytes of a file that file("…") names, relative to `from`; false after
   MT0001 (reported at span). Adds it to the dependencies. */
bool modules_file(struct modules *modules, const struct module *from, struct text path, struct span span,
                  struct text *content);
/* Paths of all files that this compile asked for so far, for -MD. */
size_t modules_dependency_count(const struct modules *modules);
struct text modules_dependency(const struct modules *modules, size_t index);

#endif
