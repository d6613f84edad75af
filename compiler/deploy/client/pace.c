/* The rate of calls as the SDKs adapt it: a bucket of tokens, filled at a rate
   that falls by three tenths at each throttled call and comes back along a
   cubic curve, as TCP CUBIC's window does (RFC 8312), and that is never more
   than twice what was measured. Called by exchange.c. */
#include "deploy/client/pace.h"

#include <math.h>

static const double SLOWEST = 0.5, SMOOTHING = 0.8, BUCKETS_A_SECOND = 2, CURVE = 0.4, KEPT = 0.7, FASTER = 2;

static double seconds(int64_t milliseconds)
{
    return (double)milliseconds / 1000;
}

/* Seconds until the curve is back at the rate that it fell from. */
static double way_back(double most)
{
    return cbrt(most * (1 - KEPT) / CURVE);
}

void pace_start(struct pace *pace, int64_t now)
{
    double start = seconds(now);
    *pace = (struct pace){ .rate = 1, .room = 1, .filled = start, .bucket = floor(start), .slowed = start };
}

static void fill(struct pace *pace, double now)
{
    double more = now > pace->filled ? (now - pace->filled) * pace->rate : 0;
    pace->tokens = fmin(pace->room, pace->tokens + more);
    pace->filled = now;
}

int64_t pace_delay(struct pace *pace, int64_t now)
{
    if (!pace->on)
        return 0;
    fill(pace, seconds(now));
    double missing = 1 - pace->tokens;
    pace->tokens -= 1;      /* below none: it is there when the wait is over */
    return missing > 0 ? (int64_t)ceil(missing / pace->rate * 1000) : 0;
}

static void measure(struct pace *pace, double now)
{
    double bucket = floor(now * BUCKETS_A_SECOND) / BUCKETS_A_SECOND;
    pace->counted++;
    if (bucket <= pace->bucket)
        return;
    pace->measured = pace->counted / (bucket - pace->bucket) * SMOOTHING + pace->measured * (1 - SMOOTHING);
    pace->counted = 0;
    pace->bucket = bucket;
}

void pace_learn(struct pace *pace, int64_t at, bool throttled)
{
    double now = seconds(at), rate;
    measure(pace, now);
    if (throttled) {
        pace->most = pace->on ? fmin(pace->measured, pace->rate) : pace->measured;
        pace->back = way_back(pace->most);
        pace->slowed = now;
        pace->on = true;
        rate = pace->most * KEPT;
    } else {
        double way = now - pace->slowed - pace->back;
        rate = CURVE * way * way * way + pace->most;
    }
    rate = fmin(rate, FASTER * pace->measured);
    fill(pace, now);
    pace->rate = fmax(rate, SLOWEST);
    pace->room = fmax(rate, 1);
    pace->tokens = fmin(pace->tokens, pace->room);
}
