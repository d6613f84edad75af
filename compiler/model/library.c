/* Library: the standard library as it lies in the binary. A file is
   <area>/<pattern>.mt, so names and areas are parts of the files' paths and
   nothing is prepared at start-up. The files stand in order of area, then name;
   the order of the listing is theirs. Called by modules.c and --stdlib. */
#include "base/embedded.h"
#include "model/modules.h"

static struct text path_at(size_t index)
{
    return text_of(stdlib_files[index].name);
}

/* Where the last part of a path begins. */
static size_t base_start(struct text path)
{
    size_t start = path.length;
    while (start > 0 && path.at[start - 1] != '/')
        start--;
    return start;
}

size_t modules_library_count(void)
{
    return stdlib_files_count;
}

struct text modules_library_name(size_t index)
{
    struct text path = path_at(index);
    size_t end = text_ends(path, ".mt") ? path.length - 3 : path.length;
    return text_slice(path, base_start(path), end);
}

struct text modules_library_area(size_t index)
{
    struct text path = path_at(index);
    size_t start = base_start(path);
    return text_slice(path, 0, start ? start - 1 : 0);
}

struct text modules_library_text(size_t index)
{
    return (struct text){ stdlib_files[index].text, stdlib_files[index].length };
}
