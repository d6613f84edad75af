/* Text: UTF-8 bytes with a length, a growing buffer of them, and atoms (names
   interned once, so that equal names are equal pointers). Text is not owned:
   it points into a source or an arena, and is not NUL-terminated unless said. */
#ifndef MTC_BASE_TEXT_H
#define MTC_BASE_TEXT_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct text {
    const char *at;
    size_t length;      /* bytes */
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

/* The C string without its NUL; borrowed. */
struct text text_of(const char *cstring);
/* Byte for byte. */
bool text_equal(struct text a, struct text b);
/* In line, so that a literal's length is no work. */
static inline bool text_equal_c(struct text a, const char *b)
{
    size_t length = strlen(b);
    return a.length == length && (length == 0 || memcmp(a.at, b, length) == 0);
}
/* ASCII letters in any case. */
bool text_equal_any_case(struct text a, struct text b);
static inline char text_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
/* What a hexadecimal digit of either case stands for, or -1. */
static inline int text_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = text_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
/* The number of the four hexadecimal digits at the front, or -1. */
static inline int text_hex_unit(const char *at, const char *end)
{
    int unit = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        int digit = text_hex_digit(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}
/* '*' in the pattern stands for any letters, '?' for one; in any case. The time
   is that of the two lengths' product. */
bool text_matches(struct text pattern, struct text text);
/* Without blanks at both ends. */
struct text text_trim(struct text text);
/* By bytes, as unsigned numbers, for sorting: below 0, 0 or above 0. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text text, const char *prefix);
bool text_ends(struct text text, const char *suffix);
/* Whether the words stand somewhere in it. */
bool text_holds(struct text text, const char *words);
/* Bytes [from, to), which must lie in the text; borrowed. */
struct text text_slice(struct text text, size_t from, size_t to);
/* A copy in the arena, NUL-terminated; text_cstring gives it as a C string. */
struct text text_copy(struct arena *arena, struct text text);
const char *text_cstring(struct arena *arena, struct text text);
/* printf into the arena; NUL-terminated. For numbers and C strings. */
struct text text_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text text_format_list(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
/* One behind the other, in the arena, NUL-terminated. */
struct text text_join(struct arena *arena, struct text a, struct text b);
/* The number as CloudFormation and people write it: shortest form that reads
   back the same, never with an exponent where plain digits do, '.' in every
   locale. */
struct text text_number(struct arena *arena, double number);
struct text text_integer(struct arena *arena, int64_t number);

/* A growing buffer. The text taken from it stays valid as long as nothing is
   added afterwards, and is not NUL-terminated. */
struct buffer {
    struct arena *arena;
    char *at;
    size_t length, room;
};

void buffer_init(struct buffer *buffer, struct arena *arena);
/* Room for so many bytes more, so that what follows moves nothing. */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_c(struct buffer *buffer, const char *cstring);
void buffer_add_char(struct buffer *buffer, char c);
/* printf behind what is there. */
void buffer_add_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text buffer_text(const struct buffer *buffer);

/* An interned name. NUL-terminated; compare with ==. */
struct atom {
    uint32_t hash;
    uint32_t length;
    char text[];
};

/* The table of atoms of one session. */
struct atoms {
    struct arena *arena;
    const struct atom **slots;
    size_t count, room;     /* room: a power of two */
};

void atoms_init(struct atoms *atoms, struct arena *arena);
/* The one atom of a name, made where it is new. Lives as long as the table. */
const struct atom *atom_of(struct atoms *atoms, struct text text);
const struct atom *atom_of_c(struct atoms *atoms, const char *cstring);
/* The atom if the name was interned already, else NULL. Allocates nothing. */
const struct atom *atom_find(const struct atoms *atoms, struct text text);
static inline struct text atom_text(const struct atom *atom)
{
    return (struct text){ atom->text, atom->length };
}

/* The hash that atoms carry (32-bit FNV-1a): for tables built at build time. */
uint32_t text_hash(struct text text);

#endif
