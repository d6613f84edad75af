/* Text, buffers and atoms. */
#include "memory_unit.h"

#include <stdlib.h>

static void comparing(void **state)
{
    (void)state;
    assert_true(text_equal(TEXT("ab"), text_of("ab")));
    assert_false(text_equal(TEXT("ab"), TEXT("abc")));
    assert_true(text_equal((struct text){ NULL, 0 }, TEXT("")));
    assert_true(text_equal_c(TEXT("x"), "x"));
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("ab"), TEXT("a")) > 0);
    assert_true(text_compare(TEXT("a"), TEXT("a")) == 0);
    assert_true(text_compare((struct text){ NULL, 0 }, TEXT("a")) < 0);
    /* by bytes, not by the characters' sign or the locale */
    assert_true(text_compare(TEXT("\xe3\x81\x82"), TEXT("z")) > 0);
    assert_true(text_compare(TEXT("B"), TEXT("a")) < 0);
    assert_true(text_starts(TEXT("network.mt"), "net"));
    assert_false(text_starts(TEXT("ne"), "net"));
    assert_true(text_ends(TEXT("network.mt"), ".mt"));
    assert_false(text_ends(TEXT("mt"), ".mt"));
}

static void copies_end_with_nul(void **state)
{
    (void)state;
    struct text part = text_slice(TEXT("hello world"), 6, 11);
    assert_text(part, "world");
    struct text copy = text_copy(&arena, part);
    assert_string_equal(copy.at, "world");
    assert_string_equal(text_cstring(&arena, text_slice(part, 0, 0)), "");
    struct text joined = text_join(&arena, TEXT("ab"), TEXT("cd"));
    assert_string_equal(joined.at, "abcd");
    assert_string_equal(text_join(&arena, (struct text){ NULL, 0 }, TEXT("x")).at, "x");
    assert_string_equal(text_format(&arena, "%s-%d", "subnet", 12).at, "subnet-12");
}

static void integers(void **state)
{
    (void)state;
    assert_text(text_integer(&arena, 0), "0");
    assert_text(text_integer(&arena, 65535), "65535");
    assert_text(text_integer(&arena, -1), "-1");
    assert_text(text_integer(&arena, INT64_MAX), "9223372036854775807");
    assert_text(text_integer(&arena, INT64_MIN), "-9223372036854775808");
}

static void numbers(void **state)
{
    (void)state;
    assert_text(text_number(&arena, 0.7), "0.7");
    assert_text(text_number(&arena, 0.1), "0.1");
    assert_text(text_number(&arena, -2.5), "-2.5");
    assert_text(text_number(&arena, 70.0), "70");
    assert_text(text_number(&arena, -0.0), "0");
    assert_text(text_number(&arena, 1000000.0), "1000000");
    assert_text(text_number(&arena, 123456789.25), "123456789.25");
    assert_text(text_number(&arena, 0.001), "0.001");
    /* whatever it writes reads back the same */
    uint64_t seed = 42;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double number = ((double)(int64_t)seed) / (double)(1u << (seed % 31));
        if (i % 2)
            number = (double)(int64_t)(seed % 2000000) / 1000.0;
        struct text text = text_number(&arena, number);
        assert_true(strtod(text.at, NULL) == number);
        assert_true(text.length <= 25);
    }
}

static void buffers(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    assert_int_equal(buffer_text(&buffer).length, 0);
    for (int i = 0; i < 10000; i++) {
        buffer_add_c(&buffer, "ab");
        buffer_add_char(&buffer, '-');
        buffer_add_format(&buffer, "%04d", i);
        buffer_add(&buffer, (struct text){ NULL, 0 });
        if (i % 100 == 0)
            arena_alloc(&arena, 8);     /* so that it cannot grow in place */
    }
    struct text text = buffer_text(&buffer);
    assert_int_equal(text.length, 70000);
    assert_text(text_slice(text, 0, 14), "ab-0000ab-0001");
    assert_text(text_slice(text, 69993, 70000), "ab-9999");
}

static void atoms_are_one_for_each_name(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    const struct atom **first = malloc(COUNT * sizeof *first);
    assert_non_null(first);
    assert_null(atom_find(&atoms, TEXT("name0")));
    for (int i = 0; i < COUNT; i++)
        first[i] = atom_of(&atoms, text_format(&arena, "name%d", i));
    assert_int_equal(atoms.count, COUNT);
    for (int i = 0; i < COUNT; i++) {
        struct text name = text_format(&arena, "name%d", i);
        assert_ptr_equal(atom_of(&atoms, name), first[i]);
        assert_ptr_equal(atom_find(&atoms, name), first[i]);
        assert_string_equal(first[i]->text, name.at);
    }
    assert_int_equal(atoms.count, COUNT);
    assert_ptr_not_equal(atom_of_c(&atoms, "vpc"), atom_of_c(&atoms, "Vpc"));
    assert_ptr_equal(atom_of(&atoms, (struct text){ NULL, 0 }), atom_of_c(&atoms, ""));
    free(first);
}

static void the_hash_is_fnv(void **state)
{
    (void)state;
    /* published test vectors of 32-bit FNV-1a: tables made at build time rely on it */
    assert_int_equal(text_hash(TEXT("")), 0x811c9dc5);
    assert_int_equal(text_hash(TEXT("a")), 0xe40c292c);
    assert_int_equal(text_hash(TEXT("foobar")), 0xbf9cf968);
}

static bool covers(const char *pattern, const char *action)
{
    return text_matches(text_of(pattern), text_of(action));
}

static void patterns_cover_texts(void **state)
{
    (void)state;
    assert_true(covers("kms:PutKeyPolicy", "kms:PutKeyPolicy"));
    assert_true(covers("KMS:putkeypolicy", "kms:PutKeyPolicy"));
    assert_true(covers("kms:*", "kms:PutKeyPolicy"));
    assert_true(covers("*", "kms:PutKeyPolicy"));
    assert_true(covers("kms:Put*", "kms:PutKeyPolicy"));
    assert_true(covers("kms:*Policy", "kms:PutKeyPolicy"));
    assert_true(covers("k*:P*K*y", "kms:PutKeyPolicy"));
    assert_true(covers("kms:PutKeyPolic?", "kms:PutKeyPolicy"));
    assert_true(covers("kms:PutKeyPolicy*", "kms:PutKeyPolicy"));
    assert_true(covers("**", "kms:PutKeyPolicy"));
}

static void others_they_do_not_cover(void **state)
{
    (void)state;
    assert_false(covers("", "kms:PutKeyPolicy"));
    assert_false(covers("kms:Get*", "kms:PutKeyPolicy"));
    assert_false(covers("kms:PutKeyPolic", "kms:PutKeyPolicy"));
    assert_false(covers("kms:PutKeyPolicy?", "kms:PutKeyPolicy"));
    assert_false(covers("kms:*Policies", "kms:PutKeyPolicy"));
    assert_false(covers("s3:*", "kms:PutKeyPolicy"));
    assert_false(covers("*a*a*a*a*a*b", "s3:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void letters_of_any_case_and_blanks(void **state)
{
    (void)state;
    assert_true(text_equal_any_case(TEXT("Host"), TEXT("hOST")));
    assert_false(text_equal_any_case(TEXT("Host"), TEXT("Hosts")));
    assert_false(text_equal_any_case(TEXT("a["), TEXT("a{")));
    assert_text(text_trim(TEXT("  a b ")), "a b");
    assert_text(text_trim(TEXT("   ")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing),
        cmocka_unit_test(copies_end_with_nul),
        cmocka_unit_test(integers),
        cmocka_unit_test(numbers),
        cmocka_unit_test(buffers),
        cmocka_unit_test(atoms_are_one_for_each_name),
        cmocka_unit_test(the_hash_is_fnv),
        cmocka_unit_test(patterns_cover_texts),
        cmocka_unit_test(others_they_do_not_cover),
        cmocka_unit_test(letters_of_any_case_and_blanks),
    };
    return cmocka_run_group_tests_name("text", tests, memory_start, memory_finish);
}
