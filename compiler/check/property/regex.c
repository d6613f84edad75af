/* Regex: the one place that knows PCRE2. Patterns are ECMAScript's, as in JSON
   Schema: \d and \w are ASCII, \p{L} is Unicode's, \uXXXX a code point. AWS's
   services are written in several languages, some of which count all letters as
   \w: a text that the pattern misses but that it would find so is let pass.

   Memory is the arena's. A pattern that backtracks without end runs into the
   match limit and is answered REGEX_UNKNOWN. Called for the properties that have
   a pattern, with texts that are known. */
#include "check/property/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    BUCKETS = 128,                  /* for a few hundred patterns */
    MATCH_LIMIT = 100000,           /* steps of one search: some milliseconds at most */
    HEAP_LIMIT = 4096               /* KiB of backtracking in one search */
};

struct regex {
    struct regex *next;
    const char *pattern;
    pcre2_code *code;               /* NULL: PCRE2 does not take it */
    pcre2_code *mild;               /* with all of Unicode in \w and \d; made after a miss */
    bool mild_made;
};

struct regexes {
    struct arena *arena;
    pcre2_general_context *general;
    pcre2_compile_context *compiling;
    pcre2_match_context *matching;
    pcre2_match_data *found;
    struct regex *buckets[BUCKETS];
};

/* The arena forgets everything at once. */
static void *take(PCRE2_SIZE size, void *arena)
{
    return arena_alloc(arena, size);
}

static void leave(void *block, void *arena)
{
    (void)block, (void)arena;
}

struct regexes *regexes_new(struct arena *arena)
{
    struct regexes *regexes = NEW(arena, struct regexes);
    regexes->arena = arena;
    return regexes;
}

static void begin(struct regexes *regexes)
{
    regexes->general = pcre2_general_context_create(take, leave, regexes->arena);
    regexes->compiling = pcre2_compile_context_create(regexes->general);
    pcre2_set_compile_extra_options(regexes->compiling, PCRE2_EXTRA_ALT_BSUX);
    regexes->matching = pcre2_match_context_create(regexes->general);
    pcre2_set_match_limit(regexes->matching, MATCH_LIMIT);
    pcre2_set_heap_limit(regexes->matching, HEAP_LIMIT);
    regexes->found = pcre2_match_data_create(1, regexes->general);
}

static pcre2_code *compile(const struct regexes *regexes, struct text pattern, uint32_t options)
{
    int error;
    PCRE2_SIZE place;
    return pcre2_compile((PCRE2_SPTR)pattern.at, pattern.length,
                         PCRE2_UTF | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF | options, &error, &place,
                         regexes->compiling);
}

static struct regex *find(struct regexes *regexes, struct text pattern)
{
    struct regex **bucket = &regexes->buckets[((uintptr_t)pattern.at >> 2) % BUCKETS];
    for (struct regex *regex = *bucket; regex; regex = regex->next)
        if (regex->pattern == pattern.at)
            return regex;
    if (!regexes->general)
        begin(regexes);
    struct regex *regex = NEW(regexes->arena, struct regex);
    regex->pattern = pattern.at;
    regex->code = compile(regexes, pattern, 0);
    regex->next = *bucket;
    *bucket = regex;
    return regex;
}

static enum regex_answer search(const struct regexes *regexes, const pcre2_code *code, struct text text)
{
    if (!code)
        return REGEX_UNKNOWN;
    int count = pcre2_match(code, (PCRE2_SPTR)text.at, text.length, 0, PCRE2_NO_UTF_CHECK, regexes->found,
                            regexes->matching);
    if (count >= 0)
        return REGEX_MATCHES;
    return count == PCRE2_ERROR_NOMATCH ? REGEX_MISSES : REGEX_UNKNOWN;
}

static bool is_ascii(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] & 0x80)
            return false;
    return true;
}

enum regex_answer regex_search(struct regexes *regexes, struct text pattern, struct text text)
{
    struct regex *regex = find(regexes, pattern);
    enum regex_answer answer = search(regexes, regex->code, text);
    if (answer != REGEX_MISSES || is_ascii(text))
        return answer;
    if (!regex->mild_made) {
        regex->mild = compile(regexes, pattern, PCRE2_UCP);
        regex->mild_made = true;
    }
    return search(regexes, regex->mild, text);
}
