/* Files: reading a whole one into an arena, and writing one so that a reader
   sees the old content or the new, never half of it. */
#ifndef MTC_BASE_FILE_H
#define MTC_BASE_FILE_H

#include "base/text.h"

#include <sys/types.h>

/* Reads a whole file ("-": standard input) into the arena, two NUL bytes
   behind its end (flex scans in place). Returns 0 or an errno value: EISDIR
   for a folder, EFBIG for more than `limit` bytes. *content is empty then. */
int file_read(struct arena *arena, const char *path, size_t limit, struct text *content);

/* What an errno value says, in the C locale: "no such file or directory".
   Lives in the arena. */
const char *file_error(struct arena *arena, int error);

/* Writes all of the text to a descriptor, in as many calls as that takes; waits
   where the descriptor would not. Returns 0 or an errno value. Allocates
   nothing, and is fit for a signal's handler. */
int file_write(int descriptor, struct text text);

/* A file being written in pieces.

   As long as the pieces equal the file that is there, nothing is written; an
   unchanged file stays untouched, its time too. At the first difference a
   temporary file is made in the same folder (a symbolic link is followed to
   its target first), the equal beginning is copied, and output_commit renames
   it into place with the mode of the file that was there. Standard output
   ("-") and what is no regular file (/dev/null, a fifo) is written directly.

   Needs no memory but its two fixed buffers. There is no fsync: after a power
   cut the compile runs again. */
struct output {
    struct arena *arena;
    const char *path;           /* the file itself, links followed */
    const char *temporary;      /* name of the temporary file while there is one, else NULL */
    char *held;                 /* bytes not yet compared or written */
    char *there;                /* the bytes of the old file that stand against them */
    size_t held_length;
    uint64_t done;              /* bytes compared or written before held */
    int existing;               /* old file, open for reading, or -1 */
    int target;                 /* what is written to, or -1 */
    int error;                  /* errno of the first failure, or 0 */
    mode_t mode;                /* of the old file */
    uid_t owner;
    gid_t group;
    bool open;                  /* between output_begin and commit or abandon */
    bool finished;              /* output_finish was called: only the renaming is left */
    bool direct;                /* target is no temporary file */
    bool standard;              /* target is standard output or /dev/fd/N: not ours to close */
    bool was_there;             /* there is an old file */
    bool changed;               /* after commit: the file was written */
};

/* Starts a file. Returns 0 or an errno value (also kept in .error); whatever
   it returns, output_commit or output_abandon ends it. A zeroed structure
   counts as ended. */
int output_begin(struct output *output, struct arena *arena, const char *path);
/* Adds a piece. After a failure, nothing is done. */
void output_add(struct output *output, struct text text);
/* Writes what is left and closes everything, but leaves the old file in its
   place: for those who put several files in place together. Returns 0 or the
   errno value of the first failure. output_commit or output_abandon follows. */
int output_finish(struct output *output);
/* Puts the file in place. Returns 0 or the errno value of the first failure,
   in which case the old file stands as it was (written directly: as far as
   came) and no temporary file is left. */
int output_commit(struct output *output);
/* Forgets the file and leaves nothing behind. Harmless when it has ended.
   Called by whoever catches the arena's failure. */
void output_abandon(struct output *output);

#endif
