/* Template tree: how CloudFormation spells a value. Made for one template entry
   at a time in a scratch arena, printed, forgotten. JSON and YAML print this
   and nothing else. */
#ifndef MTC_EMIT_TREE_H
#define MTC_EMIT_TREE_H

#include "base/text.h"

enum tree_kind { TREE_NULL, TREE_BOOL, TREE_INTEGER, TREE_NUMBER, TREE_DIGITS, TREE_STRING, TREE_LIST, TREE_MAP };

struct tree_field;

struct tree {
    uint8_t kind;           /* enum tree_kind */
    bool intrinsic;         /* a map of one field that is a call of CloudFormation's: has a short YAML tag */
    bool repeated;          /* a string whose bytes stand at one place however often it comes: an atom */
    uint32_t count;         /* items, fields, or bytes of the string or of a number's digits */
    union {
        bool truth;
        int64_t integer;
        double number;
        const char *string;             /* NUL-terminated; of TREE_DIGITS a number that both formats read */
        const struct tree *items;
        const struct tree_field *fields;
    };
};

struct tree_field {
    struct text key;        /* NUL-terminated */
    struct tree value;
};

/* A string that borrows its bytes: NUL-terminated, living as long as the tree. */
struct tree tree_text(struct text text);
struct tree tree_string(const char *cstring);
/* A name that templates repeat. */
struct tree tree_atom(const struct atom *atom);
/* count items or fields that live as long as the tree. */
struct tree tree_list(const struct tree *items, size_t count);
struct tree tree_map(const struct tree_field *fields, size_t count);
/* A call of CloudFormation's: {"Fn::NAME": argument}; name as tree_text's. */
struct tree tree_call(struct arena *arena, struct text name, struct tree argument);

/* Whether it is a string, number, boolean or null. */
bool tree_scalar(const struct tree *tree);
/* Whether the call reads best on one line: its argument is a scalar, or a
   short list of scalars and of such calls. Both printers ask this, so that the
   two formats break alike. False for anything but a call. */
bool tree_on_one_line(const struct tree *tree);
/* A number as both formats write it; strings for what has no digits (infinity). */
struct text tree_digits(struct arena *arena, const struct tree *number);

#endif
