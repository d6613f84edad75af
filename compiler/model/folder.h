/* Folder: what stands beside a file, for near names and for the library that
   -I puts in place. In sorted order, so that nothing depends on the disk. */
#ifndef MTC_MODEL_FOLDER_H
#define MTC_MODEL_FOLDER_H

#include "base/text.h"

enum folder_what { FOLDER_SOURCES /* *.mt */, FOLDER_FOLDERS, FOLDER_ALL };

struct folder {
    size_t count;
    const char *const *names;   /* sorted by bytes; hidden ones left out */
};

/* The names in a folder ("" is the current one); none where it cannot be read.
   In the arena. */
struct folder folder_list(struct arena *arena, const char *path, enum folder_what what);
/* folder/name, NUL-terminated, in the arena. */
const char *folder_join(struct arena *arena, const char *folder, struct text name);
/* Where the last part of a path begins. */
size_t folder_base(struct text path);
/* The path of the file beside `path` whose name is nearest to its name: of the
   same ending first. NUL-terminated; empty where none is near. */
struct text folder_near(struct arena *arena, struct text path);

#endif
