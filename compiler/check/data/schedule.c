/* Schedules: the form of cron(…) and rate(…). The fields' own values are not
   looked at. Source: Amazon EventBridge User Guide, "Setting a schedule pattern
   for scheduled rules". */
#include "check/data/schedule.h"

enum { CRON_FIELDS = 6, DAY_OF_MONTH = 2, DAY_OF_WEEK = 4 };

/* Takes the next word off the text; empty at its end. */
static struct text take_word(struct text *text)
{
    size_t from = 0, to;
    while (from < text->length && text->at[from] == ' ')
        from++;
    for (to = from; to < text->length && text->at[to] != ' ';)
        to++;
    struct text word = text_slice(*text, from, to);
    *text = text_slice(*text, to, text->length);
    return word;
}

static enum schedule_mistake cron_mistake(struct text fields)
{
    struct text word, days[2] = { TEXT(""), TEXT("") };
    unsigned count = 0;
    while ((word = take_word(&fields)).length) {
        if (count == DAY_OF_MONTH || count == DAY_OF_WEEK)
            days[count == DAY_OF_WEEK] = word;
        count++;
    }
    if (count != CRON_FIELDS)
        return SCHEDULE_FIELDS;
    return text_equal_c(days[0], "?") || text_equal_c(days[1], "?") ? SCHEDULE_RIGHT : SCHEDULE_DAYS;
}

static enum schedule_mistake rate_mistake(struct text fields)
{
    static const char *const UNITS[] = { "minute", "hour", "day" };
    struct text number = take_word(&fields), unit = take_word(&fields), rest = take_word(&fields);
    bool zero = true;
    for (size_t i = 0; i < number.length; i++) {
        if (number.at[i] < '0' || number.at[i] > '9')
            return SCHEDULE_RATE;
        zero = zero && number.at[i] == '0';
    }
    if (zero || rest.length)
        return SCHEDULE_RATE;
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        if (!text_starts(unit, UNITS[i]))
            continue;
        struct text ending = text_slice(unit, strlen(UNITS[i]), unit.length);
        if (ending.length && !text_equal_c(ending, "s"))
            break;
        return text_equal_c(number, "1") == (ending.length == 0) ? SCHEDULE_RIGHT : SCHEDULE_UNIT;
    }
    return SCHEDULE_RATE;
}

enum schedule_mistake schedule_mistake(struct text expression)
{
    size_t open = 0;
    while (open < expression.length && expression.at[open] != '(')
        open++;
    if (open == expression.length || !text_ends(expression, ")"))
        return SCHEDULE_FORM;
    struct text inside = text_slice(expression, open + 1, expression.length - 1);
    struct text kind = text_slice(expression, 0, open);
    if (text_equal_c(kind, "cron"))
        return cron_mistake(inside);
    if (text_equal_c(kind, "rate"))
        return rate_mistake(inside);
    return text_equal_c(kind, "at") ? SCHEDULE_RIGHT : SCHEDULE_FORM;
}
