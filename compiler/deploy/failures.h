/* Failures: what went wrong in an operation, and which of it is the cause. */
#ifndef MTC_DEPLOY_FAILURES_H
#define MTC_DEPLOY_FAILURES_H

#include "deploy/events.h"

struct failure {
    struct event event;
    bool back;                  /* it failed while the operation was taken back */
};

struct failures {
    struct deployment *deployment;
    struct deploy_stack *stack;
    VEC(struct failure) list;
    VEC(struct event) left;     /* could not be removed */
    VEC(struct event) doubts;   /* hooks and validation that stop nothing */
};

/* state: the stack's own, when it happened. */
void failures_take(struct failures *failures, const struct event *event, struct text state);
/* Reports the cause, with the others in notes. NULL: AWS told of none. */
struct diagnostic *failures_report(const struct failures *failures);
/* Reports what stopped nothing: warnings. */
void failures_warn(const struct failures *failures);
#endif
