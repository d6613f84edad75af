/* Template tree: how CloudFormation spells a value. Made for one template entry
   at a time in a scratch arena, printed, forgotten. JSON and YAML print this
   and nothing else. */
#ifndef MTC_EMIT_TREE_H
#define MTC_EMIT_TREE_H

#include "base/text.h"

enum tree_kind { TREE_NULL, TREE_BOOL, TREE_INTEGER, TREE_NUMBER, TREE_STRING, TREE_LIST, TREE_MAP };

struct tree_field;

struct tree {
    uint8_t kind;           /* enum tree_kind */
    bool intrinsic;         /* a map of one field that is a call of CloudFormation's: has a short YAML tag */
    uint32_t count;         /* items, fields, or bytes of the string */
    union {
        bool truth;
        int64_t integer;
        double number;
        const char *string;             /* NUL-terminated */
        const struct tree *items;
        const struct tree_field *fields;
    };
};

struct tree_field {
    struct text key;        /* NUL-terminated */
    struct tree value;
};

#endif
