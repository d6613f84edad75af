/* Folders: listing and near names. An open folder is the one thing here that no
   arena holds: where memory runs out while one is open, it is closed and the
   failure passed on. Called by modules.c. */
#include "model/folder.h"

#include "report/diagnostic.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_NAMES = 10000 };    /* of a folder; more are not looked at */

struct names {
    VEC(const char *) list;
};

const char *folder_join(struct arena *arena, const char *folder, struct text name)
{
    size_t length = strlen(folder);
    struct text start = { folder, length };
    if (length && folder[length - 1] != '/')
        start = text_join(arena, start, TEXT("/"));
    return text_join(arena, start, name).at;
}

size_t folder_base(struct text path)
{
    size_t start = path.length;
    while (start > 0 && path.at[start - 1] != '/')
        start--;
    return start;
}

static bool wanted(struct arena *arena, const char *path, const char *name, enum folder_what what)
{
    if (name[0] == '.')
        return false;
    if (what == FOLDER_ALL)
        return true;
    if (what == FOLDER_SOURCES)
        return text_ends(text_of(name), ".mt");
    struct stat status;
    return stat(folder_join(arena, path, text_of(name)), &status) == 0 && S_ISDIR(status.st_mode);
}

static void read_names(struct arena *arena, DIR *folder, const char *path, enum folder_what what, struct names *names)
{
    struct dirent *entry;
    while (names->list.count < MOST_NAMES && (entry = readdir(folder)))
        if (wanted(arena, path, entry->d_name, what))
            *VEC_ADD(arena, &names->list) = text_copy(arena, text_of(entry->d_name)).at;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

struct folder folder_list(struct arena *arena, const char *path, enum folder_what what)
{
    struct names names = { 0 };
    DIR *folder = opendir(*path ? path : ".");
    if (!folder)
        return (struct folder){ 0, NULL };
    struct arena_failure *outer = arena->failure, caught;
    if (setjmp(caught.place)) {
        arena->failure = outer;
        closedir(folder);
        arena_fail(arena);
    }
    arena->failure = &caught;
    read_names(arena, folder, path, what, &names);
    arena->failure = outer;
    closedir(folder);
    if (names.list.count > 1)
        qsort(names.list.at, names.list.count, sizeof *names.list.at, by_bytes);
    return (struct folder){ names.list.count, names.list.at };
}

struct text folder_near(struct arena *arena, struct text path)
{
    size_t base = folder_base(path);
    struct text name = text_slice(path, base, path.length);
    const char *folder = text_cstring(arena, text_slice(path, 0, base));
    bool source = text_ends(name, ".mt");
    struct folder list = folder_list(arena, folder, source ? FOLDER_SOURCES : FOLDER_ALL);
    struct near near;
    near_start(&near, source ? text_slice(name, 0, name.length - 3) : name);
    for (size_t i = 0; i < list.count; i++) {
        struct text candidate = text_of(list.names[i]);
        near_try(&near, source ? text_slice(candidate, 0, candidate.length - 3) : candidate);
    }
    if (!near.best.length)
        return TEXT("");
    if (source)
        near.best = text_of(near.best.at);      /* its ending again */
    return folder[0] ? text_of(folder_join(arena, folder, near.best)) : text_copy(arena, near.best);
}
