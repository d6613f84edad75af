/* What the rooms of deploy/ ask of the world in more than one place: settings
   without their blanks, and the two forms of time that AWS writes. */
#include "deploy/world/world.h"

#include "deploy/client/config.h"

#include <ctype.h>
#include <curl/curl.h>

const char *world_setting(const struct world *world, struct arena *arena, const char *name)
{
    const char *value = world->environment(world->context, name);
    if (!value)
        return NULL;
    struct text bare = config_trim(text_of(value));
    return bare.length ? text_copy(arena, bare).at : NULL;
}

struct text world_text(const struct world *world, struct arena *arena, const char *name)
{
    const char *value = world_setting(world, arena, name);
    return value ? text_of(value) : TEXT("");
}

bool world_is_true(const char *value)
{
    if (!value)
        return false;
    for (const char *letter = "true"; *letter; letter++, value++)
        if (*value != *letter && *value != *letter - 'a' + 'A')
            return false;
    return !*value;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days_of(int year, int month, int day)
{
    year -= month <= 2;     /* years begin in March, so that a leap day ends one */
    int64_t era = year / 400, in_era = year % 400;
    int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

/* Reads exactly `digits` digits at *at; -1 where they are not there. */
static int number(struct text text, size_t *at, size_t digits)
{
    int value = 0;
    for (size_t i = 0; i < digits; i++, ++*at) {
        if (*at >= text.length || text.at[*at] < '0' || text.at[*at] > '9')
            return -1;
        value = value * 10 + (text.at[*at] - '0');
    }
    return value;
}

static bool skip(struct text text, size_t *at, char c)
{
    if (*at >= text.length || text.at[*at] != c)
        return false;
    ++*at;
    return true;
}

static int64_t seconds_of(int year, int month, int day, int hour, int minute, int second)
{
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59
        || second < 0 || second > 60)
        return -1;
    return days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

/* "Z", "+00:00", "-0130": minutes east of Greenwich; false for anything else. */
static bool zone(struct text text, size_t *at, int *minutes)
{
    *minutes = 0;
    if (*at == text.length || skip(text, at, 'Z'))
        return *at == text.length;
    int sign = text.at[*at] == '+' ? 1 : text.at[*at] == '-' ? -1 : 0;
    ++*at;
    int hour = number(text, at, 2);
    skip(text, at, ':');
    int minute = number(text, at, 2);
    *minutes = sign * (hour * 60 + minute);
    return sign && hour >= 0 && minute >= 0 && *at == text.length;
}

int64_t world_time(struct text text)
{
    size_t at = 0;
    int year = number(text, &at, 4);
    bool dashed = skip(text, &at, '-');
    int month = number(text, &at, 2);
    if (dashed && !skip(text, &at, '-'))
        return -1;
    int day = number(text, &at, 2);
    if (!skip(text, &at, 'T'))
        return -1;
    int hour = number(text, &at, 2);
    bool colons = skip(text, &at, ':');
    int minute = number(text, &at, 2);
    if (colons && !skip(text, &at, ':'))
        return -1;
    int second = number(text, &at, 2);
    if (skip(text, &at, '.'))
        while (at < text.length && isdigit((unsigned char)text.at[at]))
            at++;
    int minutes;
    int64_t seconds = seconds_of(year, month, day, hour, minute, second);
    return seconds < 0 || !zone(text, &at, &minutes) ? -1 : seconds - minutes * 60;
}

/* libcurl reads each form that HTTP has had. */
int64_t world_http_date(struct arena *arena, struct text text)
{
    time_t time = curl_getdate(text_cstring(arena, text), NULL);
    return time < 0 ? -1 : (int64_t)time;
}
