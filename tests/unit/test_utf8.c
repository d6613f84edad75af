/* UTF-8: what is well-formed, what it says, how wide it is. */
#include "unit.h"

#include "base/utf8.h"

static void accepts_well_formed_text(void **state)
{
    (void)state;
    static const char *const good[] = { "", "plain ASCII, longer than eight bytes", "\xC2\x80", "\xDF\xBF",
        "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF",
        "日本語と 12345678 ASCII" };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(utf8_check(text_of(good[i])), strlen(good[i]));
}

/* The Unicode Standard's ill-formed sequences, at every distance from the
   eight-byte steps. */
static void finds_the_first_ill_formed_byte(void **state)
{
    (void)state;
    static const char *const bad[] = { "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF",
        "\xE2\x82", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "\xFE", "\xFF" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t before = 0; before < 20; before++) {
            char bytes[64];
            memset(bytes, 'a', sizeof bytes);
            memcpy(bytes + before, bad[i], strlen(bad[i]));
            struct text text = { bytes, before + strlen(bad[i]) };
            assert_int_equal(utf8_check(text), before);
        }
    }
}

static void decodes_what_it_encodes(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t length = utf8_encode(code, bytes), offset = 0;
        bool surrogate = code >= 0xD800 && code < 0xE000;
        struct text text = { bytes, length };
        assert_int_equal(utf8_check(text), length);
        assert_int_equal(utf8_next(text, &offset), surrogate ? UTF8_REPLACEMENT : code);
        assert_int_equal(offset, length);
        assert_int_equal(utf8_before(text, length), 0);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
}

static void counts_ill_formed_bytes_one_each(void **state)
{
    (void)state;
    struct text text = TEXT("a\xE3\x81z\xFF" "日");
    size_t offset = 1;
    assert_int_equal(utf8_next(text, &offset), UTF8_REPLACEMENT);
    assert_int_equal(offset, 2);
    assert_int_equal(utf8_count(text), 6);
    assert_int_equal(utf8_before(text, text.length), text.length - 3);
    assert_int_equal(utf8_before(text, 3), 2);
    assert_int_equal(utf8_before(text, 1), 0);
}

static void knows_widths(void **state)
{
    (void)state;
    static const struct { uint32_t code; unsigned width; } known[] = {
        { 0, 0 }, { '\t', 0 }, { 0x1F, 0 }, { ' ', 1 }, { '~', 1 }, { 0x7F, 0 }, { 0x9F, 0 }, { 0xA0, 1 },
        { 0xAD, 1 }, { 0xE9, 1 }, { 0x301, 0 }, { 0x3B1, 1 }, { 0x200B, 0 }, { 0x202E, 0 }, { 0x1160, 0 },
        { 0x2026, 1 }, { 0x3000, 2 }, { 0x3042, 2 }, { 0x30A2, 2 }, { 0x65E5, 2 }, { 0xAC00, 2 }, { 0xFF21, 2 },
        { 0xFF71, 1 }, { 0xFE0F, 0 }, { 0x1F600, 2 }, { 0x20000, 2 }, { 0x3FFFD, 2 }, { 0xE000, 1 }, { 0x10FFFF, 1 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (utf8_width(known[i].code) != known[i].width)
            fail_msg("U+%04X is %u wide, not %u", (unsigned)known[i].code, utf8_width(known[i].code), known[i].width);
    assert_int_equal(utf8_columns(TEXT("a日本\u0301b")), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_well_formed_text),
        cmocka_unit_test(finds_the_first_ill_formed_byte),
        cmocka_unit_test(decodes_what_it_encodes),
        cmocka_unit_test(counts_ill_formed_bytes_one_each),
        cmocka_unit_test(knows_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
