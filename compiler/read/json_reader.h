/* JSON reader: what the files that read JSON share. */
#ifndef MTC_READ_JSON_READER_H
#define MTC_READ_JSON_READER_H

#include "read/reader.h"

struct json {
    struct reader *reader;
    const char *start, *at, *end;
    unsigned depth;
};

static inline struct span json_span(const struct json *json, const char *from, const char *to)
{
    return reader_span(json->reader, (size_t)(from - json->start), (size_t)(to - json->start));
}

/* Nothing is read behind a mistake. */
static inline void json_stop(struct json *json)
{
    json->reader->failed = true;
    json->at = json->end;
}

static inline bool json_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

/* ---- json.c ---- */

/* MT0030 at the place under way: what stands there, and what is wanted. */
void json_unexpected(struct json *json, const char *wanted);
/* The end of the word under way: letters together, anything else alone. */
const char *json_word_end(const struct json *json);

/* ---- json_scalar.c ---- */

/* The string at the quote. *span: with its quotes. copied: into the arena, also
   without escapes. False after a mistake. */
bool json_string(struct json *json, struct text *text, struct span *span, bool copied);
/* The number at a digit or a minus sign; true, false or null. Poison after a mistake. */
struct value json_number(struct json *json);
struct value json_word(struct json *json);

#endif
