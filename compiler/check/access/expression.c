/* Metric math: finding the ids in an expression. An id begins with a small
   letter; functions and constants (SUM, REPEAT) do with a capital. Source: Amazon
   CloudWatch User Guide, "Using math expressions with CloudWatch metrics". */
#include "check/access/expression.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Behind a text in quotes; the end where it is not closed. */
static size_t behind_quotes(struct text text, size_t at)
{
    char quote = text.at[at++];
    while (at < text.length && text.at[at] != quote)
        at += text.at[at] == '\\' && at + 1 < text.length ? 2 : 1;
    return at < text.length ? at + 1 : text.length;
}

/* Behind a word or a number ("1e5" is one). */
static size_t behind_word(struct text text, size_t at)
{
    while (at < text.length && (is_letter(text.at[at]) || is_digit(text.at[at]) || text.at[at] == '.'))
        at++;
    return at;
}

static bool is_word_of_its_own(struct text word)
{
    static const char *const WORDS[] = { "and", "or", "not", "true", "false", "null" };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (text_equal_c(word, WORDS[i]))
            return true;
    return false;
}

static bool is_called(struct text text, size_t at)
{
    while (at < text.length && text.at[at] == ' ')
        at++;
    return at < text.length && text.at[at] == '(';
}

/* Queries are a language of their own. */
static bool is_query(struct text text)
{
    size_t at = 0;
    while (at < text.length && (text.at[at] == ' ' || text.at[at] == '\n'))
        at++;
    struct text rest = text_slice(text, at, text.length);
    return text_starts(rest, "SELECT") || text_starts(rest, "select");
}

struct text expression_take_id(struct text *expression)
{
    struct text text = *expression;
    size_t at = 0;
    *expression = TEXT("");
    if (is_query(text))
        return TEXT("");
    while (at < text.length) {
        if (text.at[at] == '"' || text.at[at] == '\'') {
            at = behind_quotes(text, at);
            continue;
        }
        size_t end = behind_word(text, at);
        struct text word = text_slice(text, at, end);
        bool small = word.length && word.at[0] >= 'a' && word.at[0] <= 'z';
        if (small && !is_word_of_its_own(word) && !is_called(text, end)) {
            *expression = text_slice(text, end, text.length);
            return word;
        }
        at = end > at ? end : at + 1;
    }
    return TEXT("");
}
