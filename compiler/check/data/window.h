/* Window: a time in which AWS may work on a database or a cache, every day
   ("17:00-17:30") or every week ("sun:18:00-sun:18:30"), in minutes of UTC. */
#ifndef MTC_CHECK_WINDOW_H
#define MTC_CHECK_WINDOW_H

#include "base/text.h"

enum { DAY_MINUTES = 24 * 60, WEEK_MINUTES = 7 * DAY_MINUTES };

struct window {
    int start;          /* since midnight, or since Sunday's midnight */
    int length;         /* 1 to a whole day or week; it may run over the end */
};

/* False where the text has not that form. Letters may be of any case. */
bool window_daily(struct text text, struct window *window);
bool window_weekly(struct text text, struct window *window);
/* Whether a daily window and a weekly one have a minute in common. */
bool windows_overlap(struct window daily, struct window weekly);

#endif
