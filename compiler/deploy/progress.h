/* Progress: the live picture of an operation: how much is done, what is at work,
   and for how long. */
#ifndef MTC_DEPLOY_PROGRESS_H
#define MTC_DEPLOY_PROGRESS_H

#include "deploy/events.h"

/* A resource that the operation touches. */
struct work {
    struct text logical;
    size_t order;                   /* in which they came up */
    struct text moment;             /* of its newest event */
    int64_t since, took;            /* seconds: since 1970, and of what is finished */
    bool running, configured, finished;
};

struct progress {
    struct deployment *deployment;
    struct atoms names;
    struct map works;               /* "stack logical" -> struct work */
    size_t total;                   /* resources of the stack itself; 0: not known */
    size_t nested;                  /* touched in nested stacks */
    size_t done;
    int64_t begun;                  /* seconds since 1970, by AWS's clock */
    size_t widest;                  /* of the logical IDs of the source, in reason */
    bool back, cleanup;             /* it is taken back; old resources are removed */
};

void progress_start(struct progress *progress, struct deployment *deployment, const struct deploy_stack *stack, size_t total);
void progress_take(struct progress *progress, const struct event *event);
/* One line an event: when, what, where in the source, how long it took, why. On a
   terminal only what came to an end. */
void progress_tell(struct progress *progress, const struct event *event);
/* "1:23": since the operation began. */
struct text progress_age(const struct progress *progress);
/* The bar, on a terminal. */
void progress_draw(struct progress *progress);

#endif
