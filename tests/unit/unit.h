/* What every unit test includes: cmocka with the headers it wants first. */
#ifndef MTC_TESTS_UNIT_H
#define MTC_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

/* Fails unless the text has exactly these bytes. */
static inline void assert_text(struct text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    if (text.length)
        assert_memory_equal(text.at, expected, text.length);
}

#endif
