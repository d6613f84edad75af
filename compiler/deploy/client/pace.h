/* Pace: how fast calls may follow one another in the retry mode "adaptive": as
   fast as AWS was seen to take them ("Retry behavior", AWS SDKs and Tools
   Reference Guide). */
#ifndef MTC_DEPLOY_PACE_H
#define MTC_DEPLOY_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
    bool on;                    /* from the first throttled call */
    double rate, room;          /* of a bucket of tokens: how many a second, how many at most */
    double tokens;
    double filled;              /* when they were counted; seconds, as are all times here */
    double measured;            /* calls a second, smoothed */
    double bucket;              /* the half second that is being counted */
    double counted;             /* calls of it */
    double most, back, slowed;  /* the rate before the last throttled call, how long until it is reached again, and when that was */
};

/* All times are milliseconds since 1970. */
void pace_start(struct pace *pace, int64_t now);
/* Milliseconds to wait before the next call, whose token is taken. */
int64_t pace_delay(struct pace *pace, int64_t now);
/* An answer came. */
void pace_learn(struct pace *pace, int64_t now, bool throttled);

#endif
