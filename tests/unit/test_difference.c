/* Differences of texts: their shape as diff -u writes it, and, over many random
   texts, that applying one to the old text gives the new one. */
#include "memory_unit.h"

#include "emit/template.h"

#include <stdlib.h>

static struct text differ(const char *old_text, const char *new_text)
{
    return difference(&arena, text_of(old_text), text_of(new_text), "old", "new", false);
}

static void equal_texts(void **state)
{
    (void)state;
    assert_text(differ("", ""), "");
    assert_text(differ("a\nb\n", "a\nb\n"), "");
}

static void shapes(void **state)
{
    (void)state;
    assert_text(differ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
                "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
    assert_text(differ("", "a\n"), "--- old\n+++ new\n@@ -0,0 +1 @@\n+a\n");
    assert_text(differ("a\n", ""), "--- old\n+++ new\n@@ -1 +0,0 @@\n-a\n");
    assert_text(differ("a\nb", "a\nb\n"),
                "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    /* Six common lines join two changes, seven part them. */
    assert_text(differ("x\n1\n2\n3\n4\n5\n6\ny\n", "X\n1\n2\n3\n4\n5\n6\nY\n"),
                "--- old\n+++ new\n@@ -1,8 +1,8 @@\n-x\n+X\n 1\n 2\n 3\n 4\n 5\n 6\n-y\n+Y\n");
    assert_text(differ("x\n1\n2\n3\n4\n5\n6\n7\ny\n", "X\n1\n2\n3\n4\n5\n6\n7\nY\n"),
                "--- old\n+++ new\n@@ -1,4 +1,4 @@\n-x\n+X\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-y\n+Y\n");
}

static void colors(void **state)
{
    (void)state;
    assert_text(difference(&arena, TEXT("a\n"), TEXT("b\n"), "old", "new", true),
                "\033[1m--- old\033[0m\n\033[1m+++ new\033[0m\n\033[36m@@ -1 +1 @@\033[0m\n"
                "\033[31m-a\033[0m\n\033[32m+b\033[0m\n");
}

/* The new text, from the old one and its difference; fails where a context or
   deleted line is not the old text's. */
static struct text applied(struct text old_text, struct text patch)
{
    struct buffer out;
    buffer_init(&out, &arena);
    const char *old_at = old_text.at, *old_end = old_text.at + old_text.length;
    const char *at = patch.at, *end = patch.at + patch.length;
    unsigned long line = 1;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at)) ;
        struct text body = { at + 1, (size_t)(line_end - at) };
        char mark = *at;
        at = line_end + 1;
        if (mark == '@') {
            unsigned long low = strtoul(body.at + strlen("@ -"), NULL, 10);
            bool empty = strncmp(strchr(body.at, '-'), "-0,0", 4) == 0;
            const char *comma = strchr(body.at, ',');
            empty = empty || (comma && comma < strchr(body.at, '+') && comma[1] == '0');
            for (low += empty; line < low; line++) {
                const char *next = memchr(old_at, '\n', (size_t)(old_end - old_at));
                next = next ? next + 1 : old_end;
                buffer_add(&out, (struct text){ old_at, (size_t)(next - old_at) });
                old_at = next;
            }
            continue;
        }
        if (at < end && *at == '\\') {
            body.length--;
            at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
        }
        if (mark == ' ' || mark == '-') {
            assert_true((size_t)(old_end - old_at) >= body.length);
            assert_memory_equal(old_at, body.at, body.length);
            old_at += body.length;
            line++;
        }
        if (mark == ' ' || mark == '+')
            buffer_add(&out, body);
    }
    buffer_add(&out, (struct text){ old_at, (size_t)(old_end - old_at) });
    return buffer_text(&out);
}

static unsigned random_below(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % below;
}

static struct text random_text(uint64_t *seed, unsigned lines, unsigned words)
{
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_reserve(&out, 1);
    for (unsigned i = 0; i < lines; i++)
        buffer_add_format(&out, "%u\n", random_below(seed, words));
    if (out.length && random_below(seed, 4) == 0)
        out.length--;
    return buffer_text(&out);
}

/* Some lines of the text dropped, doubled or replaced. */
static struct text changed_text(uint64_t *seed, struct text text, unsigned one_in)
{
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_reserve(&out, 1);
    for (const char *at = text.at, *end = text.at + text.length; at < end;) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        next = next ? next + 1 : end;
        struct text line = { at, (size_t)(next - at) };
        unsigned what = random_below(seed, 3 * one_in);
        if (what != 0)
            buffer_add(&out, line);
        if (what == 1)
            buffer_add(&out, TEXT("new\n"));
        if (what == 2)
            buffer_add_format(&out, "%u\n", random_below(seed, 1000));
        at = next;
    }
    return buffer_text(&out);
}

static void random_texts(void **state)
{
    (void)state;
    uint64_t seed = 1;
    static const unsigned sizes[] = { 0, 1, 2, 5, 20, 300, 3000 };
    for (int round = 0; round < 400; round++) {
        unsigned size = sizes[random_below(&seed, 7)], words = 1 + random_below(&seed, round % 2 ? 4 : 5000);
        struct text old_text = random_text(&seed, size, words);
        struct text new_text = round % 3 ? changed_text(&seed, old_text, 1 + random_below(&seed, 50))
                                         : random_text(&seed, size, words);
        /* A copy ends with a NUL, which the reader of hunks relies on. */
        struct text patch = text_copy(&arena, difference(&arena, old_text, new_text, "old", "new", false));
        if (text_equal(old_text, new_text)) {
            assert_int_equal(patch.length, 0);
        } else {
            /* Without the two lines that name the texts. */
            const char *hunk = memchr(patch.at, '@', patch.length);
            struct text hunks = { hunk, patch.length - (size_t)(hunk - patch.at) };
            assert_true(text_equal(applied(old_text, hunks), new_text));
        }
    }
}

/* Lines of the difference that begin with the mark; that of the heading too. */
static size_t marked(struct text patch, char mark)
{
    size_t count = 0;
    for (size_t i = 1; i < patch.length; i++)
        count += patch.at[i - 1] == '\n' && patch.at[i] == mark;
    return count;
}

/* A few changes in a long text of lines that come again and again. */
static void shortest(void **state)
{
    (void)state;
    struct buffer old_text, new_text;
    buffer_init(&old_text, &arena);
    buffer_init(&new_text, &arena);
    for (unsigned i = 0; i < 20000; i++) {
        buffer_add_format(&old_text, "line %u\n", i % 1000);
        if (i % 100 != 50)
            buffer_add_format(&new_text, "line %u\n", i % 1000);
    }
    struct text patch = difference(&arena, buffer_text(&old_text), buffer_text(&new_text), "old", "new", false);
    assert_int_equal(marked(patch, '-'), 200);
    assert_int_equal(marked(patch, '+'), 1);
}

/* More changes than the shortest way is looked for, among lines that come once,
   and a hundred lines moved from the front to the end. */
static void cut_at_single_lines(void **state)
{
    (void)state;
    struct buffer old_text, new_text;
    buffer_init(&old_text, &arena);
    buffer_init(&new_text, &arena);
    for (unsigned i = 0; i < 20000; i++) {
        buffer_add_format(&old_text, "line %u\n}\n", i);
        if (i >= 100 && i % 10 != 5)
            buffer_add_format(&new_text, "line %u\n}\n", i);
    }
    for (unsigned i = 0; i < 100; i++)
        buffer_add_format(&new_text, "line %u\n}\n", i);
    struct text patch = difference(&arena, buffer_text(&old_text), buffer_text(&new_text), "old", "new", false);
    assert_int_equal(marked(patch, '-'), 2 * (1990 + 100));
    assert_int_equal(marked(patch, '+'), 2 * 100 + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MEMORY(equal_texts), WITH_MEMORY(shapes), WITH_MEMORY(colors),
        WITH_MEMORY(random_texts), WITH_MEMORY(shortest),
        WITH_MEMORY(cut_at_single_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
