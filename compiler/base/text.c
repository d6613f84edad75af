/* Text: slices, buffers, atoms. Nothing here knows a locale: mtc never calls
   setlocale, so that printf writes '.' everywhere. */
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct text text_of(const char *cstring)
{
    return (struct text){ cstring, strlen(cstring) };
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

bool text_equal_any_case(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (text_lower(a.at[i]) != text_lower(b.at[i]))
            return false;
    return true;
}

/* With one place to fall back to: the last '*'. */
bool text_matches(struct text pattern, struct text text)
{
    size_t p = 0, t = 0, star = pattern.length, mark = 0;
    while (t < text.length) {
        if (p < pattern.length && pattern.at[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.length && (pattern.at[p] == '?' || text_lower(pattern.at[p]) == text_lower(text.at[t]))) {
            p++, t++;
        } else if (star < pattern.length) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.at[p] == '*')
        p++;
    return p == pattern.length;
}

struct text text_trim(struct text text)
{
    while (text.length && text.at[0] == ' ')
        text = text_slice(text, 1, text.length);
    while (text.length && text.at[text.length - 1] == ' ')
        text.length--;
    return text;
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool text_starts(struct text text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.length >= length && memcmp(text.at, prefix, length) == 0;
}

bool text_holds(struct text text, const char *words)
{
    size_t length = strlen(words);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.at + i, words, length) == 0)
            return true;
    return false;
}

bool text_ends(struct text text, const char *suffix)
{
    size_t length = strlen(suffix);
    return text.length >= length && memcmp(text.at + text.length - length, suffix, length) == 0;
}

struct text text_slice(struct text text, size_t from, size_t to)
{
    return (struct text){ text.at + from, to - from };
}

struct text text_copy(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.length + 1);
    if (text.length)
        memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    return (struct text){ copy, text.length };
}

const char *text_cstring(struct arena *arena, struct text text)
{
    return text_copy(arena, text).at;
}

/* Most texts fit a line: those are formatted once. */
struct text text_format_list(struct arena *arena, const char *format, va_list arguments)
{
    char line[256];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(line, sizeof line, format, again);
    va_end(again);
    if (length < 0)
        arena_fail(arena);
    if ((size_t)length < sizeof line)
        return text_copy(arena, (struct text){ line, (size_t)length });
    char *at = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(at, (size_t)length + 1, format, arguments);
    return (struct text){ at, (size_t)length };
}

struct text text_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text text = text_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

struct text text_join(struct arena *arena, struct text a, struct text b)
{
    char *at = arena_alloc(arena, a.length + b.length + 1);
    if (a.length)
        memcpy(at, a.at, a.length);
    if (b.length)
        memcpy(at + a.length, b.at, b.length);
    at[a.length + b.length] = '\0';
    return (struct text){ at, a.length + b.length };
}

struct text text_integer(struct arena *arena, int64_t number)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0)
        *--at = '-';
    return text_copy(arena, (struct text){ at, (size_t)(digits + sizeof digits - at) });
}

struct text text_number(struct arena *arena, double number)
{
    if (number == floor(number) && fabs(number) < 1e15)
        return text_integer(arena, (int64_t)number);
    for (int digits = 1; digits < 17; digits++) {
        struct text text = text_format(arena, "%.*g", digits, number);
        if (strtod(text.at, NULL) == number)
            return text;
    }
    return text_format(arena, "%.17g", number);
}

void buffer_init(struct buffer *buffer, struct arena *arena)
{
    *buffer = (struct buffer){ .arena = arena };
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
    if (more <= buffer->room - buffer->length)
        return;
    size_t room = buffer->room ? buffer->room * 2 : 64;
    if (room < buffer->length + more)
        room = buffer->length + more;
    buffer->at = arena_grow(buffer->arena, buffer->at, buffer->length, room);
    buffer->room = room;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    if (!text.length)
        return;
    buffer_reserve(buffer, text.length);
    memcpy(buffer->at + buffer->length, text.at, text.length);
    buffer->length += text.length;
}

void buffer_add_c(struct buffer *buffer, const char *cstring)
{
    buffer_add(buffer, text_of(cstring));
}

void buffer_add_char(struct buffer *buffer, char c)
{
    buffer_reserve(buffer, 1);
    buffer->at[buffer->length++] = c;
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_add(buffer, text_format_list(buffer->arena, format, arguments));
    va_end(arguments);
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){ buffer->at, buffer->length };
}

uint32_t text_hash(struct text text)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 16777619u;
    return hash;
}

enum { FIRST_ATOMS = 256 };

void atoms_init(struct atoms *atoms, struct arena *arena)
{
    *atoms = (struct atoms){ .arena = arena, .room = FIRST_ATOMS };
    atoms->slots = NEW_ARRAY(arena, const struct atom *, FIRST_ATOMS);
}

static size_t atoms_slot(const struct atoms *atoms, struct text text, uint32_t hash)
{
    size_t mask = atoms->room - 1;
    size_t slot = hash & mask;
    for (const struct atom *atom; (atom = atoms->slots[slot]); slot = (slot + 1) & mask)
        if (atom->hash == hash && text_equal(atom_text(atom), text))
            break;
    return slot;
}

static void atoms_double(struct atoms *atoms)
{
    const struct atom **old = atoms->slots;
    size_t old_room = atoms->room;
    atoms->room *= 2;
    atoms->slots = NEW_ARRAY(atoms->arena, const struct atom *, atoms->room);
    for (size_t i = 0; i < old_room; i++)
        if (old[i])
            atoms->slots[atoms_slot(atoms, atom_text(old[i]), old[i]->hash)] = old[i];
}

const struct atom *atom_of(struct atoms *atoms, struct text text)
{
    uint32_t hash = text_hash(text);
    size_t slot = atoms_slot(atoms, text, hash);
    if (atoms->slots[slot])
        return atoms->slots[slot];
    if (atoms->count * 2 >= atoms->room) {
        atoms_double(atoms);
        slot = atoms_slot(atoms, text, hash);
    }
    struct atom *atom = arena_alloc(atoms->arena, sizeof *atom + text.length + 1);
    atom->hash = hash;
    atom->length = (uint32_t)text.length;
    if (text.length)
        memcpy(atom->text, text.at, text.length);
    atom->text[text.length] = '\0';
    atoms->count++;
    return atoms->slots[slot] = atom;
}

const struct atom *atom_of_c(struct atoms *atoms, const char *cstring)
{
    return atom_of(atoms, text_of(cstring));
}

const struct atom *atom_find(const struct atoms *atoms, struct text text)
{
    return atoms->slots[atoms_slot(atoms, text, text_hash(text))];
}
