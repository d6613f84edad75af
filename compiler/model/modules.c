/* Modules: who reads the files of a compile. The invariants: a file is read and
   parsed once, however often and under however many spellings of its path it is
   asked for; nothing is read before it is asked for; every file that was read
   stands in the dependencies once. Called by the session for the user's file,
   and by the expander for `use`, file("…") and the patterns of the library. */
#include "model/modules.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "model/folder.h"
#include "model/template.h"

#include <errno.h>
#include <sys/stat.h>

/* One `use`: of which module, and where it is written. */
struct module_use {
    struct module_use *next;
    struct module *target;
    struct span span;
};

/* The bytes of a file that a program took in. */
struct module_content {
    struct text path, text;
    uint32_t touched;
};

void modules_init(struct modules *modules, struct arena *arena, struct atoms *atoms,
                  struct sources *sources, struct reporter *reporter)
{
    *modules = (struct modules){ .arena = arena, .atoms = atoms, .sources = sources, .reporter = reporter, .current = 1 };
}

void modules_next(struct modules *modules)
{
    modules->current++;
    modules->dependencies.at = NULL;    /* the list so far is its reader's */
    modules->dependencies.count = modules->dependencies.room = 0;
}

/* Notes that this compile asked for the file. */
static void touch(struct modules *modules, struct text path, uint32_t *touched)
{
    if (*touched != modules->current)
        *VEC_ADD(modules->arena, &modules->dependencies) = path;
    *touched = modules->current;
}

static void touch_module(struct modules *modules, struct module *module)
{
    if (module->inode)
        touch(modules, module->path, &module->touched);
    else
        module->touched = modules->current;
}

static const char *number(struct modules *modules, unsigned long long count)
{
    return text_format(modules->arena, "%llu", count).at;
}

/* NULL after MT0003. */
static struct source *add_source(struct modules *modules, enum source_kind kind, struct text name, struct text content, struct span span)
{
    struct source *source = sources_add(modules->sources, kind, name, content);
    if (!source)
        report(modules->reporter, MT0003, span, NULL, "all sources together", number(modules, LIMIT_SOURCE_BYTES));
    return source;
}

/* Makes a module of a text and parses it, unless it is an input that is a
   template. NULL after MT0003. */
static struct module *add_module(struct modules *modules, enum source_kind kind, struct text name, struct text content,
                                 struct span span, bool input)
{
    struct source *source = add_source(modules, kind, name, content, span);
    if (!source)
        return NULL;
    struct module *module = NEW(modules->arena, struct module);
    module->path = name;
    module->source = source;
    module->library = kind == SOURCE_LIBRARY;
    module->touched = modules->current;
    *VEC_ADD(modules->arena, &modules->list) = module;
    module->is_template = input && template_recognized(name, content);
    if (module->is_template)
        return module;
    size_t before = modules->reporter->list.count;
    module->syntax = syntax_parse(modules->arena, modules->atoms, modules->reporter, source);
    for (size_t i = before; i < modules->reporter->list.count; i++) {
        enum message_id id = modules->reporter->list.at[i]->id;
        module->damaged |= id >= MT0010 && id <= MT0014;
    }
    return module;
}

static struct module *module_of_file(struct modules *modules, const struct stat *status)
{
    for (size_t i = 0; i < modules->list.count; i++) {
        struct module *module = modules->list.at[i];
        if (module->inode && module->inode == (uint64_t)status->st_ino && module->device == (uint64_t)status->st_dev)
            return module;
    }
    return NULL;
}

static struct diagnostic *report_unread(struct modules *modules, struct span span, const char *path, int error,
                                        unsigned long long limit)
{
    if (error == EFBIG)
        return report(modules->reporter, MT0003, span, NULL, path, number(modules, limit));
    return report(modules->reporter, MT0001, span, NULL, path, file_error(modules->arena, error));
}

/* Reads and parses a file, or finds the module that it is already. NULL after
   MT0001 or MT0003. *fresh tells whether it was read now. */
static struct module *open_file(struct modules *modules, const char *path, struct span span, bool input, bool *fresh)
{
    struct stat status = { 0 };
    bool standard = strcmp(path, "-") == 0;
    *fresh = false;
    if (!standard && stat(path, &status) == 0) {
        struct module *module = module_of_file(modules, &status);
        if (module) {
            touch_module(modules, module);
            return module;
        }
    }
    struct text content;
    int error = file_read(modules->arena, path, LIMIT_FILE_BYTES, &content);
    if (error) {
        report_unread(modules, span, path, error, LIMIT_FILE_BYTES);
        return NULL;
    }
    struct text name = standard ? TEXT("<stdin>") : text_copy(modules->arena, text_of(path));
    struct module *module = add_module(modules, SOURCE_USER, name, content, span, input);
    if (!module)
        return NULL;
    *fresh = true;
    if (!standard) {
        module->device = (uint64_t)status.st_dev;
        module->inode = (uint64_t)status.st_ino;
        module->touched = 0;
        touch_module(modules, module);
    }
    return module;
}

struct module *modules_open(struct modules *modules, const char *path)
{
    bool fresh;
    struct stat status;
    if (strcmp(path, "-") != 0 && stat(path, &status) != 0 && errno == ENOENT) {
        struct diagnostic *missing = report_unread(modules, SPAN_NONE, path, ENOENT, 0);
        struct text near = folder_near(modules->arena, text_of(path));
        if (near.length)
            report_help(modules->reporter, missing, "did you mean '%s'?", near.at);
        return NULL;
    }
    return open_file(modules, path, SPAN_NONE, true, &fresh);
}

/* A copy as flex wants it: writable, two NUL bytes behind its end. */
static struct text copy_for_scanner(struct arena *arena, struct text content)
{
    char *copy = arena_alloc(arena, content.length + 2);
    if (content.length)
        memcpy(copy, content.at, content.length);
    copy[content.length] = copy[content.length + 1] = '\0';
    return (struct text){ copy, content.length };
}

struct module *modules_open_text(struct modules *modules, struct text name, struct text content)
{
    return add_module(modules, SOURCE_USER, text_copy(modules->arena, name),
                      copy_for_scanner(modules->arena, content), SPAN_NONE, true);
}

struct source *modules_option(struct modules *modules, struct text name, struct text content)
{
    return add_source(modules, SOURCE_OPTION, text_copy(modules->arena, name), copy_for_scanner(modules->arena, content), SPAN_NONE);
}

/* The path as `from` means it: relative to its file. The library's own files
   stand in no folder. */
static const char *relative_path(struct modules *modules, const struct module *from, struct text path)
{
    while (text_starts(path, "./"))
        path = text_slice(path, 2, path.length);
    bool absolute = text_starts(path, "/");
    size_t folder = absolute || from->source->kind == SOURCE_LIBRARY ? 0 : from->path.length;
    while (folder > 0 && from->path.at[folder - 1] != '/')
        folder--;
    return text_join(modules->arena, text_slice(from->path, 0, folder), path).at;
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

/* The file that `use` names, or NULL. A path that cannot even be looked at
   counts as found, so that reading it says why. */
static const char *find_used(struct modules *modules, const struct module *from, struct text path)
{
    if (!path.length || memchr(path.at, '\0', path.length))
        return NULL;
    const char *beside = relative_path(modules, from, path);
    struct stat status;
    if (is_file(beside) || (stat(beside, &status) != 0 && errno != ENOENT && errno != ENOTDIR))
        return beside;
    for (size_t i = 0; i < modules->folder_count && !text_starts(path, "/"); i++) {
        const char *there = folder_join(modules->arena, modules->folders[i], path);
        if (is_file(there))
            return there;
    }
    return is_file(beside) || stat(beside, &status) == 0 ? beside : NULL;
}

/* The stretch inside the quotes of a string, which is what a fix replaces. */
static struct span inside_quotes(const struct modules *modules, struct span span)
{
    struct text text = sources_text(modules->sources, span);
    if (text.length >= 2 && (text.at[0] == '"' || text.at[0] == '\'') && text.at[text.length - 1] == text.at[0])
        return (struct span){ span.low + 1, span.high - 1 };
    return span;
}

static void report_missing(struct modules *modules, const struct module *from, struct text path, struct span span)
{
    const char *written = text_cstring(modules->arena, path);
    struct diagnostic *missing = report(modules->reporter, MT1017, span, NULL, written);
    if (!path.length || strlen(written) != path.length)
        return;
    const char *beside = relative_path(modules, from, path);
    struct text near = folder_near(modules->arena, text_of(beside));
    for (size_t i = 0; i < modules->folder_count && !near.length; i++)
        near = folder_near(modules->arena, text_of(folder_join(modules->arena, modules->folders[i], path)));
    if (!near.length) {
        report_label(modules->reporter, missing, "not beside this file%s",
                     modules->folder_count ? ", nor in a folder of -I" : "");
        return;
    }
    /* Of the near file's path only the last part is news to the user. */
    size_t written_base = folder_base(path), near_base = folder_base(near);
    struct text name = text_join(modules->arena, text_slice(path, 0, written_base),
                                 text_slice(near, near_base, near.length));
    report_near(modules->reporter, missing, name);
    if (span_known(missing->fix))
        missing->fix = inside_quotes(modules, missing->fix);
}

/* The uses that lead from `start` to `goal`, in order; false where none do.
   Breadth first, so that the circle told is a shortest one. */
static bool find_way(struct modules *modules, const struct module *start, const struct module *goal,
                     struct module_use *const **way, size_t *length)
{
    struct step { const struct module *module; struct module_use *use; size_t before; };
    VEC(struct step) steps = { 0 };
    struct map seen = { 0 };
    *VEC_ADD(modules->arena, &steps) = (struct step){ start, NULL, 0 };
    for (size_t i = 0; i < steps.count; i++) {
        if (steps.at[i].module == goal) {
            *length = 0;
            for (size_t at = i; steps.at[at].use; at = steps.at[at].before)
                ++*length;
            struct module_use **uses = NEW_ARRAY(modules->arena, struct module_use *, *length + 1);
            size_t left = *length;
            for (size_t at = i; steps.at[at].use; at = steps.at[at].before)
                uses[--left] = steps.at[at].use;
            *way = uses;
            return true;
        }
        for (struct module_use *use = steps.at[i].module->uses; use; use = use->next) {
            void **mark = map_put(modules->arena, &seen, atom_of(modules->atoms, use->target->path));
            if (*mark)
                continue;
            *mark = use;
            *VEC_ADD(modules->arena, &steps) = (struct step){ use->target, use, i };
        }
    }
    return false;
}

/* Whether target leads back to from: then MT1018, with the way as notes. */
static bool circular(struct modules *modules, const struct module *from, const struct module *target, struct span span)
{
    struct module_use *const *way;
    size_t length;
    if (!find_way(modules, target, from, &way, &length))
        return false;
    struct diagnostic *circle = report(modules->reporter, MT1018, span, NULL,
                                       text_cstring(modules->arena, from->path));
    for (size_t i = 0; i < length; i++)
        report_note(modules->reporter, circle, way[i]->span, "which uses '%s' here",
                    text_cstring(modules->arena, way[i]->target->path));
    return true;
}

struct module *modules_use(struct modules *modules, const struct module *from, struct text path, struct span span)
{
    const char *found = find_used(modules, from, path);
    if (!found) {
        report_missing(modules, from, path, span);
        return NULL;
    }
    bool fresh;
    struct module *target = open_file(modules, found, span, false, &fresh);
    if (!target || (!fresh && circular(modules, from, target, span)))
        return NULL;
    if (target->is_template) {
        report(modules->reporter, MT1030, span, NULL, "a file of declarations", "a CloudFormation template");
        return NULL;
    }
    for (const struct module_use *use = from->uses; use; use = use->next)
        if (use->target == target)
            return target;
    struct module *user = (struct module *)from;
    struct module_use *use = NEW(modules->arena, struct module_use);
    *use = (struct module_use){ user->uses, target, span };
    user->uses = use;
    return target;
}

/* Lists each -I folder and the folders in it, once. */
static void list_areas(struct modules *modules)
{
    if (modules->areas_listed)
        return;
    modules->areas_listed = true;
    for (size_t i = 0; i < modules->folder_count; i++) {
        *VEC_ADD(modules->arena, &modules->areas) = modules->folders[i];
        struct folder inside = folder_list(modules->arena, modules->folders[i], FOLDER_FOLDERS);
        for (size_t j = 0; j < inside.count; j++)
            *VEC_ADD(modules->arena, &modules->areas) =
                folder_join(modules->arena, modules->folders[i], text_of(inside.names[j]));
    }
}

/* The file of a pattern in the -I folders, or NULL. */
static const char *find_replacing(struct modules *modules, const struct atom *pattern)
{
    list_areas(modules);
    for (size_t i = 0; i < modules->areas.count; i++) {
        struct text name = text_format(modules->arena, "%s.mt", pattern->text);
        const char *path = folder_join(modules->arena, modules->areas.at[i], name);
        if (is_file(path))
            return path;
    }
    return NULL;
}

static struct module *open_embedded(struct modules *modules, size_t index)
{
    struct text name = text_format(modules->arena, "<stdlib/%s>", stdlib_files[index].name);
    return add_module(modules, SOURCE_LIBRARY, name,
                      copy_for_scanner(modules->arena, modules_library_text(index)), SPAN_NONE, false);
}

struct module *modules_library(struct modules *modules, const struct atom *pattern)
{
    size_t before = modules->by_pattern.count;
    void **place = map_put(modules->arena, &modules->by_pattern, pattern);
    if (modules->by_pattern.count == before) {
        if (*place)
            touch_module(modules, *place);
        return *place;
    }
    struct module *module = NULL;
    const char *replacing = modules->folder_count ? find_replacing(modules, pattern) : NULL;
    if (replacing) {
        bool fresh;
        module = open_file(modules, replacing, SPAN_NONE, false, &fresh);
        if (module && module->is_template)
            module = NULL;
        if (module && fresh)
            module->library = true;
    } else {
        for (size_t i = 0; i < stdlib_files_count && !module; i++)
            if (text_equal(modules_library_name(i), atom_text(pattern)))
                module = open_embedded(modules, i);
    }
    *map_put(modules->arena, &modules->by_pattern, pattern) = module;
    return module;
}

bool modules_file(struct modules *modules, const struct module *from, struct text path, struct span span,
                  struct text *content)
{
    *content = TEXT("");
    if (!path.length || memchr(path.at, '\0', path.length)) {
        report_unread(modules, span, text_cstring(modules->arena, path), ENOENT, 0);
        return false;
    }
    const char *name = relative_path(modules, from, path);
    void **place = map_put(modules->arena, &modules->contents, atom_of_c(modules->atoms, name));
    if (*place) {
        struct module_content *known = *place;
        touch(modules, known->path, &known->touched);
        *content = known->text;
        return true;
    }
    struct text read;
    int error = file_read(modules->arena, name, LIMIT_STRING_BYTES, &read);
    if (error) {
        struct diagnostic *unread = report_unread(modules, span, name, error, LIMIT_STRING_BYTES);
        struct text near = error == ENOENT ? folder_near(modules->arena, text_of(name)) : TEXT("");
        if (near.length)
            report_label(modules->reporter, unread, "did you mean '%s'?", near.at);
        return false;
    }
    size_t bad = utf8_check(read);
    if (bad == read.length && memchr(read.at, '\0', read.length))
        bad = (size_t)((const char *)memchr(read.at, '\0', read.length) - read.at);
    if (bad < read.length) {
        report(modules->reporter, MT0001, span, NULL, name,
               text_format(modules->arena, "byte %zu (0x%02X) is no text in UTF-8", bad + 1,
                           (unsigned char)read.at[bad]).at);
        return false;
    }
    struct module_content *kept = NEW(modules->arena, struct module_content);
    *kept = (struct module_content){ .path = text_of(name), .text = read };
    touch(modules, kept->path, &kept->touched);
    *content = read;
    *place = kept;
    return true;
}

size_t modules_dependency_count(const struct modules *modules)
{
    return modules->dependencies.count;
}

struct text modules_dependency(const struct modules *modules, size_t index)
{
    return modules->dependencies.at[index];
}
