/* Answer: what a service answered, as a tree, whether it came as XML or as
   JSON. Read within limits: an answer is never trusted to be well meant. */
#ifndef MTC_DEPLOY_ANSWER_H
#define MTC_DEPLOY_ANSWER_H

#include "base/text.h"

/* Limits of an answer. CloudFormation's largest is a template of 1 MB inside
   XML, each of whose characters may be escaped. */
#define ANSWER_BYTES (10u * 1024u * 1024u)
#define ANSWER_DEPTH 64

struct answer {
    struct text name;           /* element, member; namespace prefixes are cut */
    struct text text;           /* its own text, blanks at the ends cut where it has children; a JSON number's digits */
    struct answer *children, *last, *next;
};

/* Both return NULL for what is not well formed or passes a limit. An XML
   document may declare no types of its own: entity bombs end here. */
struct answer *answer_xml(struct arena *arena, struct text bytes);
struct answer *answer_json(struct arena *arena, struct text bytes);

struct cJSON;
/* Deletes a tree of cJSON's that may hold secrets. NULL is fine. */
void answer_erase_json(struct cJSON *tree);

/* The first child of that name (NULL where there is none, or no parent). */
const struct answer *answer_child(const struct answer *answer, const char *name);
/* The text of the first child of that name; empty where there is none. */
struct text answer_text(const struct answer *answer, const char *name);
/* The first of that name in the whole tree, in document order. */
const struct answer *answer_find(const struct answer *answer, const char *name);
/* Whether the child's text is "true". */
bool answer_is_true(const struct answer *answer, const char *name);

#endif
