/* Literals: what the text of a number, a quantity, a network or a string is
   worth. The scanner found where it begins and ends; here it is read, and what
   cannot be read is told. Nothing depends on the locale: mtc never sets one.

   A literal that makes no sense is NODE_ERROR. */
#include "base/utf8.h"
#include "syntax/build.h"

#include <math.h>
#include <stdlib.h>

static struct tree number_error(struct parser *parser, struct text text, struct span span, const char *help)
{
    struct diagnostic *diagnostic = syntax_report(parser, MT0016, span, text_cstring(parser->arena, text));
    if (diagnostic && help)
        report_help(parser->reporter, diagnostic, "%s", help);
    return build_error(parser, span);
}

/* Decimal digits as a number; false where it does not fit. */
static bool digits_of(struct text text, int64_t *number)
{
    int64_t sum = 0;
    for (size_t i = 0; i < text.length; i++) {
        int digit = text.at[i] - '0';
        if (sum > (INT64_MAX - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *number = sum;
    return true;
}

static bool leads_with_zero(struct text text)
{
    return text.length > 1 && text.at[0] == '0' && text.at[1] >= '0' && text.at[1] <= '9';
}

static const char *quote_it(struct parser *parser, struct text text)
{
    return text_format(parser->arena, "leading zeros are lost in a number; as text it is \"%.*s\"",
                       (int)text.length, text.at).at;
}

struct tree literal_integer(struct parser *parser, struct text text, struct span span)
{
    int64_t number;
    if (leads_with_zero(text))
        return number_error(parser, text, span, quote_it(parser, text));
    if (!digits_of(text, &number))
        return number_error(parser, text, span, "the largest whole number is 9223372036854775807");
    return build_constant(parser, NODE_INTEGER, span, number);
}

static struct tree decimal(struct parser *parser, enum node_kind kind, struct text text, size_t length, struct span span)
{
    const char *digits = text_cstring(parser->arena, text_slice(text, 0, length));
    double number = strtod(digits, NULL);
    if (leads_with_zero(text))
        return number_error(parser, text, span, NULL);
    if (!isfinite(number))
        return number_error(parser, text, span, "the largest number is about 1.8e308");
    struct literal *literal = (struct literal *)build_constant(parser, kind, span, 0).node;
    literal->number = number;
    return (struct tree){ &literal->head, 1 };
}

struct tree literal_decimal(struct parser *parser, struct text text, struct span span)
{
    return decimal(parser, NODE_NUMBER, text, text.length, span);
}

struct tree literal_percent(struct parser *parser, struct text text, struct span span)
{
    return decimal(parser, NODE_PERCENT, text, text.length - 1, span);
}

/* ----------------------------------------------------------- quantities */

static const struct unit {
    const char *name;
    enum node_kind kind;
    int64_t worth;      /* milliseconds or bytes */
} units[] = {
    { "ms", NODE_DURATION, 1 }, { "s", NODE_DURATION, 1000 }, { "m", NODE_DURATION, 60 * 1000 },
    { "h", NODE_DURATION, 60 * 60 * 1000 }, { "d", NODE_DURATION, 24 * 60 * 60 * 1000 },
    { "B", NODE_SIZE, 1 }, { "KiB", NODE_SIZE, (int64_t)1 << 10 }, { "MiB", NODE_SIZE, (int64_t)1 << 20 },
    { "GiB", NODE_SIZE, (int64_t)1 << 30 }, { "TiB", NODE_SIZE, (int64_t)1 << 40 },
};

/* What people write for them elsewhere. */
static const struct {
    const char *written, *unit;
} habits[] = {
    { "K", "KiB" }, { "KB", "KiB" }, { "kB", "KiB" }, { "M", "MiB" }, { "MB", "MiB" }, { "G", "GiB" },
    { "GB", "GiB" }, { "T", "TiB" }, { "TB", "TiB" }, { "sec", "s" }, { "secs", "s" }, { "seconds", "s" },
    { "min", "m" }, { "mins", "m" }, { "minutes", "m" }, { "hr", "h" }, { "hrs", "h" }, { "hours", "h" },
    { "day", "d" }, { "days", "d" }, { "b", "B" }, { "kib", "KiB" }, { "mib", "MiB" }, { "gib", "GiB" },
    { "tib", "TiB" },
};

static struct tree unit_error(struct parser *parser, struct text text, size_t digits, struct span span)
{
    struct text unit = text_slice(text, digits, text.length);
    struct diagnostic *diagnostic = syntax_report(parser, MT0018, span, text_cstring(parser->arena, text));
    if (!diagnostic)
        return build_error(parser, span);
    for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
        if (text_equal_c(unit, habits[i].written)) {
            report_near(parser->reporter, diagnostic,
                        text_format(parser->arena, "%.*s%s", (int)digits, text.at, habits[i].unit));
            return build_error(parser, span);
        }
    }
    report_help(parser->reporter, diagnostic, "times are in ms, s, m, h, d; sizes in B, KiB, MiB, GiB, TiB");
    return build_error(parser, span);
}

struct tree literal_quantity(struct parser *parser, struct text text, struct span span)
{
    size_t digits = 0;
    bool whole = true;
    while (digits < text.length && ((text.at[digits] >= '0' && text.at[digits] <= '9') || text.at[digits] == '.'))
        if (text.at[digits++] == '.')
            whole = false;
    struct text unit = text_slice(text, digits, text.length);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (!text_equal_c(unit, units[i].name))
            continue;
        int64_t number;
        if (leads_with_zero(text))
            return number_error(parser, text, span, NULL);
        if (whole) {
            if (!digits_of(text_slice(text, 0, digits), &number) || number > INT64_MAX / units[i].worth)
                return number_error(parser, text, span, NULL);
            return build_constant(parser, units[i].kind, span, number * units[i].worth);
        }
        double parts = strtod(text_cstring(parser->arena, text_slice(text, 0, digits)), NULL) * (double)units[i].worth;
        if (parts >= 9e15)
            return number_error(parser, text, span, NULL);
        double rounded = floor(parts + 0.5);
        if (fabs(parts - rounded) > 1e-6)
            return number_error(parser, text, span, units[i].kind == NODE_SIZE ? "that is no whole number of bytes"
                                                                                : "that is no whole number of milliseconds");
        return build_constant(parser, units[i].kind, span, (int64_t)rounded);
    }
    return unit_error(parser, text, digits, span);
}

/* ------------------------------------------------------------- networks */

static struct tree network_error(struct parser *parser, struct text text, struct span span, const char *help)
{
    struct diagnostic *diagnostic = syntax_report(parser, MT0017, span, text_cstring(parser->arena, text));
    if (diagnostic)
        report_help(parser->reporter, diagnostic, "%s", help);
    return build_error(parser, span);
}

struct tree literal_network(struct parser *parser, struct text text, struct span span)
{
    struct network network = { 0, 32 };
    unsigned octets = 0;
    bool has_prefix = false;
    for (size_t i = 0; i < text.length;) {
        size_t from = i;
        unsigned number = 0;
        for (; i < text.length && text.at[i] >= '0' && text.at[i] <= '9'; i++)
            number = number > 999 ? number : number * 10 + (unsigned)(text.at[i] - '0');
        if (i - from > 1 && text.at[from] == '0')
            return network_error(parser, text, span, "its numbers have no leading zeros");
        if (has_prefix) {
            if (number > 32)
                return network_error(parser, text, span, "the length behind the '/' is between 0 and 32");
            network.prefix = number;
            break;
        }
        if (number > 255)
            return network_error(parser, text, span, "each of its four numbers is between 0 and 255");
        network.address = network.address << 8 | number;
        octets++;
        has_prefix = i < text.length && text.at[i] == '/';
        i++;
    }
    if (octets != 4)
        return network_error(parser, text, span, octets < 4 ? "an address has four numbers, such as 10.0.0.5"
                                                            : "an address has four numbers; other text stands in quotes");
    struct literal *literal =
        (struct literal *)build_constant(parser, has_prefix ? NODE_CIDR : NODE_IP, span, 0).node;
    literal->network = network;
    return (struct tree){ &literal->head, 1 };
}

/* -------------------------------------------------------------- strings */

struct text literal_indentation(const char *open, const char *close)
{
    const char *line = close;
    while (line > open && line[-1] != '\n')
        line--;
    if (line == open)
        return (struct text){ "", 0 };
    size_t length = 0;
    while (line + length < close && (line[length] == ' ' || line[length] == '\t'))
        length++;
    return (struct text){ line, length };
}

/* \u with its four digits, or two of them that are a surrogate pair. Moves *at
   behind it. */
static bool unicode_escape(const char **at, const char *end, char **out)
{
    long code = text_hex_unit(*at + 2, end);
    if (code < 0 || (code >= 0xDC00 && code <= 0xDFFF))
        return false;
    const char *behind = *at + 6;
    if (code >= 0xD800 && code <= 0xDBFF) {
        long low = end - behind >= 6 && behind[0] == '\\' && behind[1] == 'u' ? text_hex_unit(behind + 2, end) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return false;
        code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00));
        behind += 6;
    }
    *out += utf8_encode((uint32_t)code, *out);
    *at = behind;
    return true;
}

static void escape_error(struct parser *parser, const char *at, const char *end)
{
    size_t length = 1;
    if (at + 1 < end) {
        size_t next = 1;
        utf8_next((struct text){ at, (size_t)(end - at) }, &next);
        length = next;
    }
    if (at[1] == 'u')
        while (length < 6 && at + length < end && text_hex_digit(at[length]) >= 0)
            length++;
    uint32_t low = parser->base + (uint32_t)(at - parser->start);
    struct diagnostic *diagnostic =
        syntax_report(parser, MT0015, (struct span){ low, low + (uint32_t)length },
                      text_cstring(parser->arena, (struct text){ at, length }));
    if (!diagnostic)
        return;
    if (at[1] == 'u')
        report_help(parser->reporter, diagnostic,
                    "\\u takes four hexadecimal digits; beyond \\uFFFF a character is a pair, such as \\uD83D\\uDE00");
    else
        report_help(parser->reporter, diagnostic,
                    "escapes are \\\" \\\\ \\/ \\$ \\b \\f \\n \\r \\t \\uXXXX; a backslash is \\\\, and '…' knows no escapes");
}

/* One escape; a wrong one stands as written. */
static const char *escape(struct parser *parser, const char *at, const char *end, char **out)
{
    static const char letters[] = "\"\\/$bfnrt", worth[] = "\"\\/$\b\f\n\r\t";
    const char *found = at + 1 < end && at[1] ? strchr(letters, at[1]) : NULL;
    if (found) {
        *(*out)++ = worth[found - letters];
        return at + 2;
    }
    if (at + 1 < end && at[1] == 'u' && unicode_escape(&at, end, out))
        return at;
    escape_error(parser, at, end);
    *(*out)++ = *at;
    return at + 1;
}

/* Skips what a line of a long string loses. */
static const char *skip_indentation(const char *at, const char *end, struct text indentation)
{
    size_t i = 0;
    while (i < indentation.length && at + i < end && at[i] == indentation.at[i])
        i++;
    return at + i;
}

struct text literal_text(struct parser *parser, struct raw_text raw, struct text indentation)
{
    if (raw.form == FORM_RAW)
        return text_copy(parser->arena, (struct text){ raw.at, raw.length });
    const char *at = raw.at, *end = raw.at + raw.length;
    /* No escape and no line is longer than what stands for it. */
    char *text = arena_alloc(parser->arena, raw.length + 1), *out = text;
    if (raw.form & FORM_LONG && at < end && raw.at[-1] != '}') {
        const char *first = at;
        if (*first == '\r')
            first++;
        if (first < end && *first == '\n')
            at = skip_indentation(first + 1, end, indentation);
    }
    while (at < end) {
        if (*at == '\\' && raw.form & FORM_ESCAPES) {
            at = escape(parser, at, end, &out);
        } else if (raw.form & FORM_LONG && *at == '\r' && at + 1 < end && at[1] == '\n') {
            at++;
        } else if (raw.form & FORM_LONG && *at == '\n') {
            *out++ = '\n';
            at = skip_indentation(at + 1, end, indentation);
        } else {
            *out++ = *at++;
        }
    }
    *out = '\0';
    return (struct text){ text, (size_t)(out - text) };
}
