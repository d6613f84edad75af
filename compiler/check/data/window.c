/* Windows: reading them, and whether two of them meet. The rules on them stand
   in database_window.c. Source: Amazon RDS API Reference, "CreateDBInstance"
   (PreferredBackupWindow, PreferredMaintenanceWindow). */
#include "check/data/window.h"

/* Takes one or two digits; -1 where there are none. */
static int take_number(struct text *text)
{
    int number = -1;
    for (int digits = 0; digits < 2 && text->length && text->at[0] >= '0' && text->at[0] <= '9'; digits++) {
        number = (number < 0 ? 0 : number * 10) + (text->at[0] - '0');
        *text = text_slice(*text, 1, text->length);
    }
    return number;
}

static bool take(struct text *text, char c)
{
    if (text->length == 0 || text->at[0] != c)
        return false;
    *text = text_slice(*text, 1, text->length);
    return true;
}

/* "17:30" */
static bool take_time(struct text *text, int *minutes)
{
    int hour = take_number(text);
    if (!take(text, ':'))
        return false;
    int minute = take_number(text);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

/* "sun:17:30" */
static bool take_day_and_time(struct text *text, int *minutes)
{
    static const char DAYS[7][4] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
    int time;
    if (text->length < 4)
        return false;
    for (int day = 0; day < 7; day++) {
        bool same = true;
        for (size_t i = 0; i < 3; i++)
            same = same && (text->at[i] | 0x20) == DAYS[day][i];
        if (!same)
            continue;
        *text = text_slice(*text, 3, text->length);
        if (!take(text, ':') || !take_time(text, &time))
            return false;
        *minutes = day * DAY_MINUTES + time;
        return true;
    }
    return false;
}

static bool take_window(struct text text, bool (*take_end)(struct text *, int *), int whole, struct window *window)
{
    int from, to;
    if (!take_end(&text, &from) || !take(&text, '-') || !take_end(&text, &to) || text.length)
        return false;
    *window = (struct window){ from, to > from ? to - from : to - from + whole };
    return true;
}

bool window_daily(struct text text, struct window *window)
{
    return take_window(text, take_time, DAY_MINUTES, window);
}

bool window_weekly(struct text text, struct window *window)
{
    return take_window(text, take_day_and_time, WEEK_MINUTES, window);
}

bool windows_overlap(struct window daily, struct window weekly)
{
    if (weekly.length >= DAY_MINUTES)
        return true;
    /* Both in minutes since the weekly one's start: the daily one begins once a
       day, so look at the one that may run into it and the next. */
    int start = (daily.start - weekly.start % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;
    return start < weekly.length || start + daily.length > DAY_MINUTES;
}
