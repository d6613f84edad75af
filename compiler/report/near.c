/* Near names: which of the names that exist did the user mean? The caller feeds
   all candidates in a fixed order; the first of the nearest wins, so the answer
   depends on nothing else. Called wherever a name is unknown. */
#include "report/diagnostic.h"

enum {
    EDIT = 4,               /* a letter more, less, another, or two swapped */
    LIGHT = 1,              /* the same letter in the other case, '_' or '-' more or less */
    LONGEST = 96,           /* bytes of a name that is compared at all */
    NOT_NEAR = ~0u >> 1
};

static bool is_separator(char c)
{
    return c == '_' || c == '-';
}

static unsigned gap(char c)
{
    return is_separator(c) ? LIGHT : EDIT;
}

static unsigned change(char a, char b)
{
    if (a == b)
        return 0;
    return text_lower(a) == text_lower(b) || (is_separator(a) && is_separator(b)) ? LIGHT : EDIT;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: the cheapest way from a to b in which no part is
   touched twice. Three rows of the table are enough. */
static unsigned distance(struct text a, struct text b)
{
    unsigned rows[3][LONGEST + 1];
    rows[0][0] = 0;
    for (size_t j = 1; j <= b.length; j++)
        rows[0][j] = rows[0][j - 1] + gap(b.at[j - 1]);
    for (size_t i = 1; i <= a.length; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = above[0] + gap(a.at[i - 1]);
        for (size_t j = 1; j <= b.length; j++) {
            unsigned best = above[j - 1] + change(a.at[i - 1], b.at[j - 1]);
            best = smaller(best, above[j] + gap(a.at[i - 1]));
            best = smaller(best, row[j - 1] + gap(b.at[j - 1]));
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                best = smaller(best, two_above[j - 2] + EDIT);
            row[j] = best;
        }
    }
    return rows[a.length % 3][b.length];
}

/* Up to which distance a name is near: one edit for each three letters; a name
   of one or two letters resembles everything, so there only case counts. */
static unsigned bound(size_t length)
{
    return length < 3 ? EDIT - 1 : (unsigned)(EDIT * (length / 3));
}

static bool begins_with(struct text text, struct text start)
{
    if (start.length < 3 || text.length <= start.length)
        return false;
    for (size_t i = 0; i < start.length; i++)
        if (text_lower(text.at[i]) != text_lower(start.at[i]))
            return false;
    return true;
}

void near_start(struct near *near, struct text wanted)
{
    *near = (struct near){ .wanted = wanted, .distance = NOT_NEAR };
}

void near_try(struct near *near, struct text candidate)
{
    struct text wanted = near->wanted;
    if (!wanted.length || !candidate.length || wanted.length > LONGEST || candidate.length > LONGEST)
        return;
    /* Half a name is near too, but any true resemblance is nearer. */
    unsigned cost = begins_with(candidate, wanted) ? bound(wanted.length) : NOT_NEAR;
    size_t difference = wanted.length > candidate.length ? wanted.length - candidate.length
                                                         : candidate.length - wanted.length;
    if (difference * LIGHT <= bound(wanted.length))
        cost = smaller(cost, distance(wanted, candidate));
    if (cost <= bound(wanted.length) && cost < near->distance) {
        near->best = candidate;
        near->distance = cost;
    }
}
