/* Files: whole ones in, whole ones out. Reading gives errno values, never
   messages; the caller knows what the file was for. Writing keeps one
   invariant: at every moment the path holds the old file or the new one.
   Called by the session for sources and outputs, and by `use`.

   File descriptors are the one thing here that no arena holds. Where an
   allocation may fail while one is open, the failure is caught, the
   descriptor closed, and the failure passed on. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HELD = 64 * 1024,       /* bytes of a buffer: a write costs a microsecond, touching a KiB nearly as much */
    LINKS = 40              /* symbolic links followed, as Linux does */
};

/* read(2) that is not stopped by signals; -1 and errno on failure. */
static ssize_t read_some(int file, char *at, size_t room)
{
    for (;;) {
        ssize_t got = read(file, at, room);
        if (got >= 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK))
            return got;
        if (errno != EINTR)
            poll(&(struct pollfd){ .fd = file, .events = POLLIN }, 1, -1);
    }
}

/* As many bytes as there are, up to room. */
static ssize_t read_full(int file, char *at, size_t room)
{
    size_t length = 0;
    while (length < room) {
        ssize_t got = read_some(file, at + length, room - length);
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

/* The whole text into the arena; 0 or an errno value. `expected` is a guess. */
static int read_open(struct arena *arena, int file, size_t expected, size_t limit, struct text *content)
{
    /* One byte more than expected, so that a file of the expected length ends
       in the first round; two for the NUL bytes. */
    size_t room = expected + 1, length = 0;
    char *at = arena_alloc(arena, room + 2);
    for (;;) {
        ssize_t got = read_full(file, at + length, room - length);
        if (got < 0)
            return errno;
        length += (size_t)got;
        if (length > limit)
            return EFBIG;
        if (length < room)
            break;
        size_t more = room < 2 * HELD ? 4 * HELD : room * 2;
        at = arena_grow(arena, at, room + 2, more + 2);
        room = more;
    }
    at[length] = at[length + 1] = '\0';
    *content = (struct text){ at, length };
    return 0;
}

int file_read(struct arena *arena, const char *path, size_t limit, struct text *content)
{
    *content = (struct text){ "\0", 0 };
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return errno;

    struct stat status;
    int error = fstat(file, &status) != 0 ? errno : 0;
    if (!error && S_ISDIR(status.st_mode))
        error = EISDIR;
    size_t expected = 0;
    if (!error && S_ISREG(status.st_mode) && status.st_size > 0) {
        if ((uintmax_t)status.st_size > limit)
            error = EFBIG;
        else
            expected = (size_t)status.st_size;
    }

    if (!error) {
        struct arena_failure *outer = arena->failure, caught;
        if (setjmp(caught.place)) {
            arena->failure = outer;
            if (!standard)
                close(file);
            arena_fail(arena);
        }
        arena->failure = &caught;
        error = read_open(arena, file, expected, limit, content);
        arena->failure = outer;
    }
    if (!standard)
        close(file);
    return error;
}

const char *file_error(struct arena *arena, int error)
{
    /* The C locale is the only one mtc runs in. */
    char *text = (char *)text_copy(arena, text_of(strerror(error))).at;
    if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = (char)(text[0] - 'A' + 'a');
    return text;
}

int file_write(int descriptor, struct text text)
{
    while (text.length) {
        ssize_t put = write(descriptor, text.at, text.length);
        if (put > 0) {
            text.at += put;
            text.length -= (size_t)put;
        } else if (put == 0) {
            return EIO;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            poll(&(struct pollfd){ .fd = descriptor, .events = POLLOUT }, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

/* Length of the folder in front of a path's last part, its '/' included. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The path that a chain of symbolic links ends at, which need not exist.
   NULL and errno on failure. */
static const char *follow_links(struct arena *arena, const char *path)
{
    for (int links = 0;; links++) {
        struct stat status;
        if (lstat(path, &status) != 0)
            return errno == ENOENT ? path : NULL;
        if (!S_ISLNK(status.st_mode))
            return path;
        if (links == LINKS) {
            errno = ELOOP;
            return NULL;
        }
        char target[4096];
        ssize_t length = readlink(path, target, sizeof target);
        if (length < 0)
            return NULL;
        if ((size_t)length == sizeof target) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        size_t folder = target[0] == '/' ? 0 : folder_length(path);
        path = text_join(arena, (struct text){ path, folder }, (struct text){ target, (size_t)length }).at;
    }
}

/* The open descriptor that a path names rather than a place in the file system,
   or -1. It is written as it is: opened anew, a file that the shell appends to
   would be written from its start. */
static int named_descriptor(const char *path)
{
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    if (strncmp(path, "/dev/fd/", 8) != 0 || !path[8] || strlen(path) > 12
        || strspn(path + 8, "0123456789") != strlen(path + 8))
        return -1;
    int descriptor = 0;
    for (const char *digit = path + 8; *digit; digit++)
        descriptor = descriptor * 10 + (*digit - '0');
    return descriptor;
}

static int begin_direct(struct output *output)
{
    output->direct = true;
    output->target = named_descriptor(output->path);
    output->standard = output->target >= 0;
    if (!output->standard)
        output->target = open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output->target < 0 ? errno : 0;
}

/* Finds out what is there already; 0 or an errno value. */
static int begin_replacing(struct output *output)
{
    output->path = follow_links(output->arena, output->path);
    if (!output->path)
        return errno;
    struct stat status;
    if (stat(output->path, &status) != 0)
        return errno == ENOENT ? 0 : errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (!S_ISREG(status.st_mode))
        return begin_direct(output);
    output->was_there = true;
    output->mode = status.st_mode & 07777;
    output->owner = status.st_uid;
    output->group = status.st_gid;
    /* One that cannot be read cannot be compared: it is written anew. */
    output->existing = open(output->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    return 0;
}

int output_begin(struct output *output, struct arena *arena, const char *path)
{
    *output = (struct output){ .arena = arena, .existing = -1, .target = -1 };
    output->path = text_cstring(arena, text_of(path));
    output->held = arena_alloc(arena, HELD);
    output->there = arena_alloc(arena, HELD);
    output->open = true;
    struct stat status;
    bool direct = named_descriptor(path) >= 0 || strncmp(path, "/proc/", 6) == 0
                  || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
    return output->error = direct ? begin_direct(output) : begin_replacing(output);
}

/* Makes the temporary file beside the target; 0 or an errno value. Its name
   is free of chance: the process, the target's hash, so that thousands of files
   do not get in each other's way, and a number, tried until one is free. */
static int make_temporary(struct output *output)
{
    enum { ATTEMPTS = 1000 };
    size_t folder = folder_length(output->path);
    size_t room = folder + 64;
    char *name = arena_alloc(output->arena, room);
    memcpy(name, output->path, folder);
    uint32_t hash = text_hash(text_of(output->path));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        snprintf(name + folder, room - folder, ".mtc-%ld-%08lx-%d.tmp", (long)getpid(), (unsigned long)hash,
                 attempt);
        output->target = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
        if (output->target >= 0) {
            output->temporary = name;
            return 0;
        }
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

/* The bytes that were equal so far, from the old file into the new one. */
static int copy_equal(struct output *output)
{
    for (uint64_t at = 0; at < output->done;) {
        size_t wanted = output->done - at < HELD ? (size_t)(output->done - at) : HELD;
        ssize_t got = pread(output->existing, output->there, wanted, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : EIO;   /* it shrank behind our back */
        int error = file_write(output->target, (struct text){ output->there, (size_t)got });
        if (error)
            return error;
        at += (uint64_t)got;
    }
    return 0;
}

/* From comparing to writing: the new file differs, or there is no old one. */
static int start_writing(struct output *output)
{
    /* A rename would get past a file's being read-only. */
    if (output->was_there && access(output->path, W_OK) != 0)
        return errno;
    int error = make_temporary(output);
    if (!error && output->was_there) {
        struct stat status;
        /* The owner only where we may: it matters under sudo alone. */
        if (fstat(output->target, &status) == 0 && (status.st_uid != output->owner || status.st_gid != output->group)
            && fchown(output->target, output->owner, output->group) != 0)
            output->mode &= 0777;
        if (fchmod(output->target, output->mode) != 0)
            error = errno;
    }
    if (!error)
        error = copy_equal(output);
    if (output->existing >= 0)
        close(output->existing);
    output->existing = -1;
    return error;
}

/* Compares the bytes with the old file's next ones. */
static bool equals_next(struct output *output, const char *at, size_t length)
{
    while (length) {
        size_t piece = length < HELD ? length : HELD;
        ssize_t got = read_full(output->existing, output->there, piece);
        if (got != (ssize_t)piece || memcmp(output->there, at, piece) != 0)
            return false;
        at += piece;
        length -= piece;
        output->done += piece;
    }
    return true;
}

/* Compares or writes the bytes. */
static void put(struct output *output, const char *at, size_t length)
{
    if (output->error)
        return;
    if (output->existing >= 0) {
        uint64_t before = output->done;
        if (equals_next(output, at, length))
            return;
        size_t equal = (size_t)(output->done - before);
        at += equal;
        length -= equal;
    }
    if (output->target < 0)
        output->error = start_writing(output);
    if (!output->error)
        output->error = file_write(output->target, (struct text){ at, length });
    output->done += length;
}

void output_add(struct output *output, struct text text)
{
    if (output->error || !output->open)
        return;
    size_t room = HELD - output->held_length;
    if (text.length > room) {
        put(output, output->held, output->held_length);
        output->held_length = 0;
        if (text.length >= HELD) {
            put(output, text.at, text.length);
            return;
        }
    }
    if (text.length)
        memcpy(output->held + output->held_length, text.at, text.length);
    output->held_length += text.length;
}

/* Closes what is open and removes the temporary file. */
static void end(struct output *output)
{
    if (output->existing >= 0)
        close(output->existing);
    if (output->target >= 0 && !output->standard)
        close(output->target);
    if (output->temporary)
        unlink(output->temporary);
    output->existing = output->target = -1;
    output->temporary = NULL;
    output->open = false;
}

/* Whether the old file goes on behind the equal bytes, or there is none. */
static bool differs_at_end(struct output *output)
{
    char byte;
    return output->existing < 0 || read_some(output->existing, &byte, 1) != 0;
}

int output_finish(struct output *output)
{
    if (!output->open || output->finished)
        return output->error;
    output->finished = true;
    put(output, output->held, output->held_length);
    output->held_length = 0;
    if (!output->error && output->target < 0 && differs_at_end(output))
        output->error = start_writing(output);
    if (output->target >= 0 && !output->standard) {
        /* A full disk or a spent quota may come out only here. */
        int file = output->target;
        output->target = -1;
        if (close(file) != 0 && errno != EINTR && !output->error)
            output->error = errno;
    }
    if (output->existing >= 0)
        close(output->existing);
    output->existing = -1;
    return output->error;
}

int output_commit(struct output *output)
{
    if (!output->open)
        return output->error;
    output_finish(output);
    output->changed = !output->error && (output->direct || output->temporary);
    if (!output->error && output->temporary) {
        if (rename(output->temporary, output->path) != 0) {
            output->error = errno;
            output->changed = false;
        } else {
            output->temporary = NULL;
        }
    }
    end(output);
    return output->error;
}

void output_abandon(struct output *output)
{
    if (output->open)
        end(output);
}
