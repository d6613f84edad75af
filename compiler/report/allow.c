/* `# allow` comments. The scanner throws comments away (the reader of templates
   notes them), so they are looked for here, once, when everything has been reported: quickly (is there an allow at
   all?), and only then with care (is it a comment, or text in a string?).
   Called by reporter_finish alone. */
#include "report/allow.h"

#include "base/limits.h"

struct allow {
    struct span where;          /* the code in the comment */
    struct span covers;         /* the lines that it speaks of */
    struct text code;           /* as written */
    enum message_id id;         /* MESSAGE_COUNT: there is no such message */
    bool reason, used, user;
};

struct allows {
    VEC(struct allow) list;     /* by rising .covers.high */
    size_t next_code;           /* end of the line of code that ended the last search for one */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* The words behind "# allow", or an empty text where the comment is none. A
   `##` description is none. */
static struct text allow_words(struct text comment)
{
    size_t at = 1;
    while (at < comment.length && is_blank(comment.at[at]))
        at++;
    struct text rest = text_slice(comment, at, comment.length);
    return text_starts(rest, "allow ") ? text_slice(rest, 6, rest.length) : (struct text){ "", 0 };
}

static bool looks_like_code(struct text word)
{
    if (word.length != 6 || word.at[0] != 'M' || word.at[1] != 'T')
        return false;
    for (size_t i = 2; i < word.length; i++)
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    return true;
}

/* Takes one code (or a name, if a ':' or ',' follows it, for prose may begin
   with "allow" too) off the front. False where there is none. */
static bool take_code(struct text *words, struct text *code)
{
    while (words->length && is_blank(words->at[0]))
        *words = text_slice(*words, 1, words->length);
    size_t length = 0;
    while (length < words->length && is_word(words->at[length]))
        length++;
    *code = text_slice(*words, 0, length);
    char next = length < words->length ? words->at[length] : '\0';
    bool is_name = (next == ':' || next == ',') && message_find(*code) != MESSAGE_COUNT;
    if (!length || !(looks_like_code(*code) || is_name))
        return false;
    *words = text_slice(*words, length, words->length);
    return true;
}

static bool gives_reason(struct text words)
{
    if (!words.length || words.at[0] != ':')
        return false;
    for (size_t i = 1; i < words.length; i++)
        if (!is_blank(words.at[i]))
            return true;
    return false;
}

static size_t line_end(struct text content, size_t at)
{
    const char *end = at < content.length ? memchr(content.at + at, '\n', content.length - at) : NULL;
    return end ? (size_t)(end - content.at) : content.length;
}

/* The lines that a comment at [from, to) speaks of: its own, and where nothing
   but blanks stands before it, those up to the next that holds code. A search
   that begins before the last one's end ends there as well, so that a file of
   nothing but allows is read once. */
static struct span covered(struct allows *allows, struct text content, size_t from, size_t to)
{
    size_t start = from;
    while (start > 0 && is_blank(content.at[start - 1]))
        start--;
    if (start > 0 && content.at[start - 1] != '\n') {
        while (start > 0 && content.at[start - 1] != '\n')
            start--;
        return (struct span){ (uint32_t)start, (uint32_t)to + 1 };
    }
    if (to >= allows->next_code) {
        size_t at, end = to;
        do {
            at = end + 1;
            end = line_end(content, at);
            while (at < end && is_blank(content.at[at]))
                at++;
        } while (end < content.length && (at >= end || content.at[at] == '#'));
        allows->next_code = end;
    }
    return (struct span){ (uint32_t)start, (uint32_t)allows->next_code + 1 };
}

/* The comment at [from, to) of a source, if it is an allow. */
static void read_comment(struct arena *arena, struct allows *allows, const struct source *source, size_t from, size_t to)
{
    struct text words = allow_words(text_slice(source->content, from, to));
    size_t first = allows->list.count;
    struct text code;
    while (take_code(&words, &code)) {
        struct span lines = covered(allows, source->content, from, to);
        size_t at = (size_t)(code.at - source->content.at);
        *VEC_ADD(arena, &allows->list) = (struct allow){
            .where = { source->base + (uint32_t)at, source->base + (uint32_t)(at + code.length) },
            .covers = { source->base + lines.low, source->base + lines.high },
            .code = code, .id = message_find(code), .user = source->kind != SOURCE_LIBRARY,
        };
        if (!words.length || words.at[0] != ',')
            break;
        words = text_slice(words, 1, words.length);
    }
    for (size_t i = first; i < allows->list.count; i++)
        allows->list.at[i].reason = gives_reason(words);
}

/* Whether there may be an allow at all: a '#' with the word behind it. */
static bool may_allow(struct text content)
{
    const char *at = content.at, *end = at + content.length;
    for (; at < end && (at = memchr(at, '#', (size_t)(end - at))); at++)
        if (allow_words((struct text){ at, (size_t)(end - at) }).length)
            return true;
    return false;
}

/* Where a walk through a source stands: in code, or in a string. Strings hold
   code (`${…}`), which holds strings. */
struct walk {
    size_t depth;
    struct {
        char quote;             /* '\0' in code */
        bool is_long;           /* three quotes */
        unsigned braces;        /* open ones, in code within a string */
    } at[LIMIT_NESTING + 2];
};

/* Opens the string whose first quote stands at `at`; the bytes of its quotes. */
static size_t walk_open(struct walk *walk, struct text content, size_t at)
{
    char quote = content.at[at];
    bool is_long = at + 2 < content.length && content.at[at + 1] == quote && content.at[at + 2] == quote;
    if (walk->depth + 1 < sizeof walk->at / sizeof walk->at[0]) {
        walk->depth++;
        walk->at[walk->depth].quote = quote;
        walk->at[walk->depth].is_long = is_long;
    }
    return is_long ? 3 : 1;
}

/* One step inside a string; the bytes passed. */
static size_t walk_string(struct walk *walk, struct text content, size_t at)
{
    char quote = walk->at[walk->depth].quote, c = content.at[at];
    bool is_long = walk->at[walk->depth].is_long;
    if (quote == '"' && c == '\\')
        return 2;
    if (quote == '"' && c == '$' && at + 1 < content.length && content.at[at + 1] == '{') {
        if (walk->depth + 1 < sizeof walk->at / sizeof walk->at[0]) {
            walk->depth++;
            walk->at[walk->depth].quote = '\0';
            walk->at[walk->depth].braces = 1;
        }
        return 2;
    }
    if (c == '\n' && !is_long) {        /* a string that does not end, ends here */
        walk->depth--;
        return 1;
    }
    if (c != quote)
        return 1;
    if (!is_long) {
        walk->depth--;
        return 1;
    }
    if (at + 2 < content.length && content.at[at + 1] == quote && content.at[at + 2] == quote) {
        walk->depth--;
        return 3;
    }
    return 1;
}

static void read_source(struct arena *arena, struct allows *allows, const struct source *source)
{
    struct text content = source->content;
    allows->next_code = 0;
    struct walk *walk = NEW(arena, struct walk);
    for (size_t at = 0; at < content.length;) {
        char c = content.at[at];
        if (walk->at[walk->depth].quote) {
            at += walk_string(walk, content, at);
        } else if (c == '#') {
            size_t end = line_end(content, at);
            read_comment(arena, allows, source, at, end);
            at = end;
        } else if (c == '"' || c == '\'') {
            at += walk_open(walk, content, at);
        } else {
            if (walk->depth && c == '{')
                walk->at[walk->depth].braces++;
            else if (walk->depth && c == '}' && --walk->at[walk->depth].braces == 0)
                walk->depth--;
            at++;
        }
    }
}

/* Marks the allows that speak of this warning at that place; whether any does. */
static bool allowed_at(struct allows *allows, enum message_id id, uint32_t place)
{
    size_t low = 0, high = allows->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (allows->list.at[middle].covers.high <= place)
            low = middle + 1;
        else
            high = middle;
    }
    bool allowed = false;
    for (; low < allows->list.count && allows->list.at[low].covers.low <= place; low++) {
        if (allows->list.at[low].id == id)
            allowed = allows->list.at[low].used = true;
    }
    return allowed;
}

static void report_allow(struct reporter *reporter, const struct allow *allow, bool complete)
{
    const char *code = text_cstring(reporter->arena, allow->code);
    bool is_error = allow->id != MESSAGE_COUNT && message_of(allow->id)->level == LEVEL_ERROR && !allow->used;
    bool is_off = allow->id != MESSAGE_COUNT && reporter->levels[allow->id] == LEVEL_OFF;
    if (allow->id == MESSAGE_COUNT || is_error || (!allow->used && complete && !is_off)) {
        struct diagnostic *diagnostic = report(reporter, MT0022, allow->where, NULL, code);
        if (allow->id == MESSAGE_COUNT)
            report_label(reporter, diagnostic, "there is no message '%s'", code);
        else if (is_error)
            report_label(reporter, diagnostic, "an error cannot be silenced");
    } else if (!allow->reason) {
        struct diagnostic *diagnostic = report(reporter, MT0021, allow->where, NULL, code);
        report_help(reporter, diagnostic, "say why, for whoever reads this next: # allow %s: the reason", code);
    }
}

static void read_noted(struct arena *arena, struct allows *allows, const struct source *source)
{
    allows->next_code = 0;
    for (size_t i = 0; i < source->comments.count; i++) {
        struct span comment = source->comments.at[i];
        read_comment(arena, allows, source, comment.low - source->base, comment.high - source->base);
    }
}

void allow_apply(struct reporter *reporter)
{
    struct allows allows = { 0 };
    struct sources *sources = reporter->sources;
    for (size_t i = 0; i < sources->list.count; i++) {
        const struct source *source = sources->list.at[i];
        if (source->comments_noted)
            read_noted(reporter->arena, &allows, source);
        else if (source->kind != SOURCE_OPTION && may_allow(source->content))
            read_source(reporter->arena, &allows, source);
    }
    if (!allows.list.count)
        return;
    bool complete = reporter->errors == 0 && !reporter->allows_partial;
    for (size_t i = 0; i < reporter->list.count; i++) {
        struct diagnostic *diagnostic = reporter->list.at[i];
        if (message_of(diagnostic->id)->level == LEVEL_ERROR && !diagnostic->lowered)
            continue;
        bool here = span_known(diagnostic->where) && allowed_at(&allows, diagnostic->id, diagnostic->where.low);
        bool there = span_known(diagnostic->origin) && allowed_at(&allows, diagnostic->id, diagnostic->origin.low);
        if (here || there)
            diagnostic->level = LEVEL_OFF;
    }
    for (size_t i = 0; i < allows.list.count; i++)
        if (allows.list.at[i].user)
            report_allow(reporter, &allows.list.at[i], complete);
}
