/* What the faces share: which messages are shown, and texts that are fit to be
   printed whatever a user's source holds. */
#ifndef MTC_REPORT_FACE_H
#define MTC_REPORT_FACE_H

#include "report/diagnostic.h"

/* The messages that are shown: all while there are no more than
   LIMIT_MESSAGES, else errors before warnings. */
struct face_list {
    struct diagnostic **at;
    size_t count;
    size_t hidden;              /* not shown */
    enum level hidden_level;    /* the gravest of those */
};
struct face_list face_list(struct reporter *reporter, struct arena *arena);

/* "error", "warning", "info". */
const char *face_level(enum level level);

/* The line that tells of the hidden ones (MT0090's text). */
struct text face_hidden(struct arena *arena, size_t hidden);

/* NUL-terminated copy that is UTF-8 without NUL bytes: what is not, becomes
   U+FFFD. For JSON, which escapes the rest. */
const char *face_clean(struct arena *arena, struct text text);

/* A tree of cJSON being built by a face. cJSON allocates with malloc, and the
   arena's failure is a jump: so between json_begin and json_end nothing is
   taken from an arena. Every text is made before, every byte of the result
   reserved before; when memory runs out all additions do nothing, and json_end
   passes the failure on. */
struct cJSON;
struct face_json {
    struct arena *arena;
    char *room;                 /* for the result */
    size_t size;
    bool failed;
};

/* Bytes that a string takes at most when printed: each byte as \u00XX. */
static inline size_t face_json_size(const char *string)
{
    return 6 * strlen(string) + 8;
}
void face_json_begin(struct face_json *json, struct arena *arena, size_t size);
struct cJSON *face_json_object(struct face_json *json);
struct cJSON *face_json_array(struct face_json *json);
/* Each hands `item` over to the parent; with a NULL parent it is freed. */
struct cJSON *face_json_add(struct face_json *json, struct cJSON *object, const char *key, struct cJSON *item);
struct cJSON *face_json_push(struct face_json *json, struct cJSON *array, struct cJSON *item);
/* NULL string: null. */
void face_json_string(struct face_json *json, struct cJSON *object, const char *key, const char *string);
void face_json_number(struct face_json *json, struct cJSON *object, const char *key, uint32_t number);
/* Prints the tree without blanks and frees it. */
struct text face_json_end(struct face_json *json, struct cJSON *tree);

/* A place for JSON: all NULL and 0 where it is nowhere. */
struct face_place {
    const char *file;
    enum source_kind kind;
    uint32_t line, column, end_line, end_column;
};
struct face_place face_place(struct reporter *reporter, struct arena *arena, struct span span);

#endif
