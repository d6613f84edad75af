/* Files: read whole, written atomically, left alone when nothing changed. Each
   test works in a folder of its own, which must be as expected at the end. */
#if !defined _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "unit.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;
static char folder[64];
static int before;          /* the folder we came from */

static int start(void **state)
{
    (void)state;
    arena_init(&arena, NULL);
    before = open(".", O_RDONLY);
    snprintf(folder, sizeof folder, "/tmp/mtc-test-file-XXXXXX");
    return !mkdtemp(folder) || chdir(folder) != 0;
}

/* Removes what is left; how many entries that was. */
static int entries(bool remove_them)
{
    DIR *open_folder = opendir(".");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(open_folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (remove_them)
            remove(entry->d_name);
    }
    closedir(open_folder);
    return count;
}

static int finish(void **state)
{
    (void)state;
    chmod(".", 0700);
    while (entries(true) > 0 && entries(false) > 0)
        continue;
    int failed = fchdir(before);
    close(before);
    failed |= rmdir(folder);
    arena_free(&arena);
    return failed;
}

static void put(const char *path, struct text content)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.at, 1, content.length, file), content.length);
    fclose(file);
}

static struct text get(const char *path)
{
    struct text content;
    assert_int_equal(file_read(&arena, path, 1u << 30, &content), 0);
    return content;
}

static struct stat status_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status;
}

/* Writes content in pieces of `piece` bytes; the result of commit. */
static int write_pieces(const char *path, struct text content, size_t piece, bool *changed)
{
    struct output output;
    output_begin(&output, &arena, path);
    for (size_t at = 0; at < content.length; at += piece)
        output_add(&output, text_slice(content, at, at + piece < content.length ? at + piece : content.length));
    int error = output_commit(&output);
    *changed = output.changed;
    return error;
}

static int write_whole(const char *path, const char *content)
{
    bool changed;
    return write_pieces(path, text_of(content), SIZE_MAX / 2, &changed);
}

static struct text pattern(size_t length)
{
    char *at = arena_alloc(&arena, length + 1);
    for (size_t i = 0; i < length; i++)
        at[i] = (char)('a' + i * 7 % 23 + i / 1000 % 3);
    return (struct text){ at, length };
}

static void reads_a_file_and_puts_nuls_behind_it(void **state)
{
    (void)state;
    static const size_t lengths[] = { 0, 1, 4095, 4096, 4097, 65536, 300001 };
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct text content = pattern(lengths[i]);
        put("f", content);
        struct text got = get("f");
        assert_true(text_equal(got, content));
        assert_int_equal(got.at[got.length], 0);
        assert_int_equal(got.at[got.length + 1], 0);
    }
}

static void says_why_it_cannot_read(void **state)
{
    (void)state;
    struct text content;
    assert_int_equal(file_read(&arena, "none", 10, &content), ENOENT);
    assert_int_equal(content.length, 0);
    assert_int_equal(file_read(&arena, ".", 10, &content), EISDIR);
    put("f", TEXT("0123456789"));
    assert_int_equal(file_read(&arena, "f", 9, &content), EFBIG);
    assert_int_equal(file_read(&arena, "f", 10, &content), 0);
    assert_int_equal(file_read(&arena, "f/g", 10, &content), ENOTDIR);
    chmod("f", 0);
    if (geteuid() != 0)
        assert_int_equal(file_read(&arena, "f", 10, &content), EACCES);
    assert_string_equal(file_error(&arena, ENOENT), "no such file or directory");
}

static void *feed(void *path)
{
    int file = open(path, O_WRONLY);
    struct text content = TEXT("0123456789");
    for (int i = 0; i < 50000; i++)
        if (write(file, content.at, content.length) != (ssize_t)content.length)
            break;
    close(file);
    return NULL;
}

/* A fifo has no size beforehand, and an end of its own. */
static void reads_a_fifo(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    for (int limit = 0; limit < 2; limit++) {
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, feed, "fifo"), 0);
        struct text content;
        assert_int_equal(file_read(&arena, "fifo", limit ? 1000 : 1000000, &content), limit ? EFBIG : 0);
        pthread_join(thread, NULL);
        if (!limit) {
            assert_int_equal(content.length, 500000);
            assert_memory_equal(content.at + 499990, "0123456789", 11);
        }
    }
}

/* No memory: the failure is passed on and the descriptor closed. */
static void closes_the_file_when_memory_ends(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();     /* it stops at an allocation of this size */
#endif
    put("big", TEXT(""));
    assert_int_equal(truncate("big", (off_t)1 << 43), 0);
    int lowest = dup(0);
    close(lowest);
    struct arena_failure failure;
    struct arena poor;
    arena_init(&poor, &failure);
    if (setjmp(failure.place) == 0) {
        struct text content;
        file_read(&poor, "big", SIZE_MAX, &content);
        fail_msg("8 TiB were read");
    }
    assert_ptr_equal(poor.failure, &failure);
    arena_free(&poor);
    int again = dup(0);
    close(again);
    assert_int_equal(again, lowest);
}

static void writes_a_new_file(void **state)
{
    (void)state;
    mode_t mask = umask(027);
    assert_int_equal(write_whole("f", "content"), 0);
    umask(mask);
    assert_text(get("f"), "content");
    assert_int_equal(status_of("f").st_mode & 07777, 0640);
    assert_int_equal(write_whole("empty", ""), 0);
    assert_int_equal(status_of("empty").st_size, 0);
    assert_int_equal(entries(false), 2);
}

/* Every kind of difference, at the edges of the buffers, in pieces of all
   sizes: the result is always what was added, and "changed" tells the truth. */
static void writes_only_what_differs(void **state)
{
    (void)state;
    static const size_t lengths[] = { 0, 1, 100, 65535, 65536, 65537, 200000 };
    static const size_t pieces[] = { 37, 65536, 1000000 };
    enum { SAME, FIRST, MIDDLE, LAST, LONGER, SHORTER, KINDS };
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct text fresh = pattern(lengths[i]);
        for (int kind = SAME; kind < KINDS; kind++) {
            if ((fresh.length == 0 && kind != SAME && kind != LONGER) || (kind == SHORTER && fresh.length < 2))
                continue;
            char *old = arena_alloc(&arena, fresh.length + 2);
            memcpy(old, fresh.at, fresh.length);
            old[fresh.length] = 'x';
            size_t old_length = fresh.length + (kind == LONGER) - (kind == SHORTER);
            if (kind == FIRST)
                old[0] = 'x';
            if (kind == MIDDLE)
                old[fresh.length / 2] = 'x';
            if (kind == LAST)
                old[fresh.length - 1] = 'x';
            for (size_t j = 0; j < sizeof pieces / sizeof pieces[0]; j++) {
                put("f", (struct text){ old, old_length });
                ino_t number = status_of("f").st_ino;
                bool changed;
                assert_int_equal(write_pieces("f", fresh, pieces[j], &changed), 0);
                assert_true(text_equal(get("f"), fresh));
                assert_int_equal(changed, kind != SAME);
                assert_int_equal(status_of("f").st_ino == number, kind == SAME);
                assert_int_equal(entries(false), 1);
            }
        }
    }
}

static void leaves_an_unchanged_file_untouched(void **state)
{
    (void)state;
    put("f", TEXT("content"));
    struct timespec times[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
    assert_int_equal(utimensat(AT_FDCWD, "f", times, 0), 0);
    chmod("f", 0444);
    chmod(".", 0500);       /* nothing can be made here, and nothing need be */
    assert_int_equal(write_whole("f", "content"), 0);
    assert_int_equal(status_of("f").st_mtime, 1000);
    chmod(".", 0700);
    assert_int_equal(entries(false), 1);
}

static void keeps_the_mode(void **state)
{
    (void)state;
    put("f", TEXT("old"));
    chmod("f", 0751);
    assert_int_equal(write_whole("f", "new"), 0);
    assert_int_equal(status_of("f").st_mode & 07777, 0751);
    assert_text(get("f"), "new");
}

/* Under sudo the file must not change hands. */
static void keeps_the_owner(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    put("f", TEXT("old"));
    assert_int_equal(chown("f", 1234, 4321), 0);
    assert_int_equal(write_whole("f", "new"), 0);
    assert_int_equal(status_of("f").st_uid, 1234);
    assert_int_equal(status_of("f").st_gid, 4321);
}

/* Whatever becomes of a file, its descriptors are closed. */
static void leaves_no_descriptor_open(void **state)
{
    (void)state;
    int lowest = dup(0);
    close(lowest);
    put("f", TEXT("old"));
    write_whole("f", "old");
    write_whole("f", "new");
    write_whole("g", "new");
    write_whole("none/f", "x");
    write_whole("/dev/null", "x");
    struct output output;
    output_begin(&output, &arena, "f");
    output_abandon(&output);
    output_begin(&output, &arena, "f");
    output_add(&output, pattern(100000));
    output_abandon(&output);
    struct text content;
    file_read(&arena, "f", 10, &content);
    file_read(&arena, "f", 1, &content);
    file_read(&arena, ".", 10, &content);
    int again = dup(0);
    close(again);
    assert_int_equal(again, lowest);
}

static void follows_links_to_their_end(void **state)
{
    (void)state;
    mkdir("d", 0700);
    put("d/f", TEXT("old"));
    assert_int_equal(symlink("d/one", "link"), 0);
    assert_int_equal(symlink("f", "d/one"), 0);
    assert_int_equal(write_whole("link", "new"), 0);
    struct stat status;
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_text(get("d/f"), "new");
    /* one that leads nowhere yet makes the file it names */
    assert_int_equal(unlink("d/f"), 0);
    assert_int_equal(write_whole("link", "again"), 0);
    assert_text(get("d/f"), "again");
    assert_int_equal(lstat("d/one", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(symlink("circle", "circle"), 0);
    assert_int_equal(write_whole("circle", "x"), ELOOP);
    unlink("d/f");
    unlink("d/one");
}

static void says_why_it_cannot_write(void **state)
{
    (void)state;
    assert_int_equal(write_whole(".", "x"), EISDIR);
    assert_int_equal(write_whole("none/f", "x"), ENOENT);
    put("f", TEXT("old"));
    assert_int_equal(write_whole("f/g", "x"), ENOTDIR);
    if (geteuid() != 0) {
        chmod("f", 0444);
        assert_int_equal(write_whole("f", "new"), EACCES);
        chmod("f", 0644);
        chmod(".", 0500);
        assert_int_equal(write_whole("f", "new"), EACCES);
        chmod(".", 0700);
    }
    assert_text(get("f"), "old");
    assert_int_equal(entries(false), 1);
}

static void abandons_without_a_trace(void **state)
{
    (void)state;
    put("f", TEXT("old"));
    struct text large = pattern(200000);
    struct output output = { 0 };
    output_abandon(&output);                /* never begun */
    output_begin(&output, &arena, "f");
    output_add(&output, large);
    assert_int_equal(entries(false), 2);    /* the temporary file is there */
    output_abandon(&output);
    output_abandon(&output);
    assert_text(get("f"), "old");
    assert_int_equal(entries(false), 1);
    assert_int_equal(output_begin(&output, &arena, "f"), 0);
    output_abandon(&output);                /* while comparing */
    assert_text(get("f"), "old");
}

/* Several files go together: all are finished before the first is put in place. */
static void a_finished_file_is_not_yet_in_place(void **state)
{
    (void)state;
    for (int commit = 0; commit < 2; commit++) {
        put("f", TEXT("old"));
        struct output output;
        output_begin(&output, &arena, "f");
        output_add(&output, TEXT("new"));
        assert_int_equal(output_finish(&output), 0);
        assert_int_equal(output_finish(&output), 0);
        assert_text(get("f"), "old");
        assert_int_equal(entries(false), 2);
        if (commit)
            assert_int_equal(output_commit(&output), 0);
        else
            output_abandon(&output);
        assert_text(get("f"), commit ? "new" : "old");
        assert_int_equal(output.changed, commit);
        assert_int_equal(entries(false), 1);
    }
}

/* A full disk, played by the limit on a file's size. */
static void a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    put("f", TEXT("old"));
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit all, little;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
    little = all;
    little.rlim_cur = 100000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    bool changed;
    int error = write_pieces("f", pattern(200000), 1000, &changed);
    int at_end = write_pieces("f", pattern(100001), 1000, &changed);
    setrlimit(RLIMIT_FSIZE, &all);
    assert_int_equal(error, EFBIG);
    assert_int_equal(at_end, EFBIG);
    assert_false(changed);
    assert_text(get("f"), "old");
    assert_int_equal(entries(false), 1);
}

static void *drain(void *path)
{
    static char got[300000];
    int file = open(path, O_RDONLY);
    size_t length = 0;
    for (ssize_t more; (more = read(file, got + length, sizeof got - length)) > 0;)
        length += (size_t)more;
    close(file);
    struct text *text = NEW(&arena, struct text);
    *text = (struct text){ got, length };
    return text;
}

static void writes_directly_to_what_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(write_whole("/dev/null", "x"), 0);
    struct stat null = status_of("/dev/null");
    assert_true(S_ISCHR(null.st_mode));
    assert_int_equal(mkfifo("fifo", 0600), 0);
    struct text content = pattern(200000);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, drain, "fifo"), 0);
    bool changed;
    assert_int_equal(write_pieces("fifo", content, 333, &changed), 0);
    assert_true(changed);
    void *got;
    pthread_join(thread, &got);
    assert_true(text_equal(*(struct text *)got, content));
    assert_int_equal(entries(false), 1);
}

#ifdef __linux__
static void a_full_device_is_reported(void **state)
{
    (void)state;
    assert_int_equal(write_whole("/dev/full", "x"), ENOSPC);
}
#endif

static void standard_output_is_written_and_left_open(void **state)
{
    (void)state;
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    int file = open("out", O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(file, STDOUT_FILENO);
    close(file);
    int first = write_whole("-", "one");
    int second = write_whole("/dev/stdout", "two");
    dup2(saved, STDOUT_FILENO);
    close(saved);
    assert_int_equal(first, 0);
    assert_int_equal(second, 0);
    assert_text(get("out"), "onetwo");
    /* a descriptor's name stands for the open file, not for a place */
    file = open("out", O_WRONLY | O_APPEND);
    char name[32];
    snprintf(name, sizeof name, "/dev/fd/%d", file);
    ino_t number = status_of("out").st_ino;
    assert_int_equal(write_whole(name, "three"), 0);
    assert_int_equal(close(file), 0);
    assert_int_equal(status_of("out").st_ino, number);
    assert_text(get("out"), "onetwothree");
    assert_int_equal(write_whole(name, "x"), EBADF);
    assert_int_equal(write_whole("/dev/fd/x", "x"), ENOENT);
}

/* What a file needs of the arena does not grow with it. */
static void memory_does_not_grow_with_the_output(void **state)
{
    (void)state;
    struct text piece = pattern(1000);
    struct arena own;
    arena_init(&own, NULL);
    struct output output;
    assert_int_equal(output_begin(&output, &own, "f"), 0);
    const void *newest = own.chunks;
    for (int i = 0; i < 20000; i++)
        output_add(&output, piece);
    assert_int_equal(output_commit(&output), 0);
#ifndef ARENA_DEBUG
    assert_ptr_equal(own.chunks, newest);
#else
    (void)newest;
#endif
    arena_free(&own);
    assert_int_equal(status_of("f").st_size, 20000000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_a_file_and_puts_nuls_behind_it),
        TEST(says_why_it_cannot_read),
        TEST(reads_a_fifo),
        TEST(closes_the_file_when_memory_ends),
        TEST(writes_a_new_file),
        TEST(writes_only_what_differs),
        TEST(leaves_an_unchanged_file_untouched),
        TEST(keeps_the_mode),
        TEST(keeps_the_owner),
        TEST(leaves_no_descriptor_open),
        TEST(follows_links_to_their_end),
        TEST(says_why_it_cannot_write),
        TEST(abandons_without_a_trace),
        TEST(a_finished_file_is_not_yet_in_place),
        TEST(a_failed_write_leaves_the_old_file),
        TEST(writes_directly_to_what_is_no_file),
#ifdef __linux__
        TEST(a_full_device_is_reported),
#endif
        TEST(standard_output_is_written_and_left_open),
        TEST(memory_does_not_grow_with_the_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
