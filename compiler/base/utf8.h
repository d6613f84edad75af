/* UTF-8: is it, what does it say, how wide is it on a terminal. */
#ifndef MTC_BASE_UTF8_H
#define MTC_BASE_UTF8_H

#include "base/text.h"

/* What stands for bytes that say nothing. */
#define UTF8_REPLACEMENT 0xFFFDu

/* The offset of the first byte that begins no well-formed sequence (overlong
   forms, surrogates and what lies above U+10FFFF are none); the text's length
   where all is well. */
size_t utf8_check(struct text text);

/* The code point at *offset, which must lie before the end, and *offset moved
   behind it. An ill-formed byte counts alone, as UTF8_REPLACEMENT. */
uint32_t utf8_next(struct text text, size_t *offset);

/* The offset of the code point that ends right before `offset`, which must not
   be 0. An ill-formed byte counts alone. */
size_t utf8_before(struct text text, size_t offset);

/* Writes a code point (a surrogate as UTF8_REPLACEMENT); the bytes written. */
size_t utf8_encode(uint32_t code, char out[4]);

/* Code points, ill-formed bytes counted one each. */
size_t utf8_count(struct text text);

/* Columns of a terminal: 0 for combining and invisible characters and for
   control characters, 2 for wide ones (Japanese), else 1. From Unicode's
   EastAsianWidth and UnicodeData files, version 14. */
unsigned utf8_width(uint32_t code);

/* Columns of a whole text. */
size_t utf8_columns(struct text text);

#endif
