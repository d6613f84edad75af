/* fault: makes one call of a run fail. Loaded before the C library
   (LD_PRELOAD), it counts the calls of a kind and fails the one whose number is
   given, and, where asked, all that follow.

       FAULT_KIND   memory, or write, rename, open, close, stat, read
       FAULT_AT     number of the call that fails, from 1; 0 counts only
       FAULT_STAY   set: the later ones fail, too
       FAULT_REPORT file that is made when the call is reached

   Linux only. Opened files of standard error are left alone, so that a message
   can be printed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls, at = -1;
static bool stay, on;
static char kind[16];

__attribute__((constructor)) static void fault_start(void)
{
    const char *name = getenv("FAULT_KIND"), *number = getenv("FAULT_AT");
    if (!name || !number)
        return;
    snprintf(kind, sizeof kind, "%s", name);
    at = atol(number);
    stay = getenv("FAULT_STAY") != NULL;
    on = true;
}

/* Says that the call was reached, at once and with the kernel's own calls: the
   run may end without a word, and is out of something. */
static void note(void)
{
    const char *path = getenv("FAULT_REPORT");
    if (!path)
        return;
    long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT, 0644);
    if (file >= 0)
        syscall(SYS_close, file);
}

static bool fails(const char *what)
{
    if (!on || strcmp(kind, what) != 0)
        return false;
    calls++;
    if (calls == at)
        note();
    return calls == at || (stay && at > 0 && calls > at);
}

/* The C library's own function of this name. */
#define NEXT(name) \
    static __typeof__(&name) next_##name; \
    if (!next_##name) \
        *(void **)&next_##name = dlsym(RTLD_NEXT, #name)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

/* dlsym itself may allocate: memory goes to the library's inner names. */
void *malloc(size_t size)
{
    if (fails("memory")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fails("memory")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    if (fails("memory")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(old, size);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    NEXT(write);
    if (file != 2 && fails("write")) {
        /* a disk that fills up takes a part first */
        if (count > 1 && !stay)
            return next_write(file, bytes, count / 2);
        errno = ENOSPC;
        return -1;
    }
    return next_write(file, bytes, count);
}

ssize_t writev(int file, const struct iovec *pieces, int count)
{
    NEXT(writev);
    if (file != 2 && fails("write")) {
        errno = ENOSPC;
        return -1;
    }
    return next_writev(file, pieces, count);
}

ssize_t read(int file, void *bytes, size_t count)
{
    NEXT(read);
    if (fails("read")) {
        errno = EIO;
        return -1;
    }
    return next_read(file, bytes, count);
}

int rename(const char *old, const char *new)
{
    NEXT(rename);
    if (fails("rename")) {
        errno = EACCES;
        return -1;
    }
    return next_rename(old, new);
}

int close(int file)
{
    NEXT(close);
    if (file > 2 && fails("close")) {
        next_close(file);
        errno = EIO;
        return -1;
    }
    return next_close(file);
}

static bool open_fails(void)
{
    if (!fails("open"))
        return false;
    errno = EMFILE;
    return true;
}

/* The mode is there only when a file may be made. */
#define OPEN_MODE(flags, mode) \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode = va_arg(arguments, mode_t); \
        va_end(arguments); \
    }

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    OPEN_MODE(flags, mode)
    NEXT(open);
    return open_fails() ? -1 : next_open(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    OPEN_MODE(flags, mode)
    NEXT(open64);
    return open_fails() ? -1 : next_open64(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    mode_t mode = 0;
    OPEN_MODE(flags, mode)
    NEXT(openat);
    return open_fails() ? -1 : next_openat(folder, path, flags, mode);
}

FILE *fopen(const char *path, const char *how)
{
    NEXT(fopen);
    return open_fails() ? NULL : next_fopen(path, how);
}

int mkstemp(char *form)
{
    NEXT(mkstemp);
    return open_fails() ? -1 : next_mkstemp(form);
}

int fstat(int file, struct stat *about)
{
    NEXT(fstat);
    if (fails("stat")) {
        errno = EIO;
        return -1;
    }
    return next_fstat(file, about);
}
