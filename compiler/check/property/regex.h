/* Regex: the patterns of the resource types' facts against texts, by PCRE2.
   Inside check/ only. */
#ifndef MTC_CHECK_REGEX_H
#define MTC_CHECK_REGEX_H

#include "base/text.h"

/* The patterns that a run has used, each compiled once, when first asked for. */
struct regexes;
struct regexes *regexes_new(struct arena *arena);

enum regex_answer {
    REGEX_UNKNOWN,      /* the pattern is none, or the search took too long */
    REGEX_MISSES,
    REGEX_MATCHES
};

/* Whether the pattern is found in the text, as JSON Schema has it (anywhere,
   unless ^ and $ say otherwise). The pattern must live as long as the arena:
   it is known by its place. The text is valid UTF-8. */
enum regex_answer regex_search(struct regexes *regexes, struct text pattern, struct text text);

#endif
