/* Events: what happens to the resources of a stack and of the stacks nested in
   it, each event told once and in the order of time. */
#ifndef MTC_DEPLOY_EVENTS_H
#define MTC_DEPLOY_EVENTS_H

#include "deploy/deployment.h"

/* One event, whichever call told of it. Its texts live as long as the run. */
struct event {
    struct text id, call;           /* of the event; of the hook's invocation */
    struct text stack, logical, physical, type;
    struct text status, detail;     /* CREATE_COMPLETE, CONFIGURATION_COMPLETE */
    struct text reason;             /* the hook's or the validation's own, where it is theirs */
    struct text hook, path;         /* the hook's type; where validation found it */
    struct text moment;             /* its time, as AWS writes it */
    int64_t time;                   /* seconds since 1970; 0: not told */
    size_t order;                   /* in which it was read, the newest first */
    const struct resource *resource;    /* of the source; of a nested stack's: the resource that is the stack */
    bool root;                      /* of the stack that is watched, not of a resource */
    bool nested;                    /* of a stack inside of it */
    bool running, complete, failed;
    bool cancelled;                 /* it failed only because something else did */
    bool warns;                     /* a failed hook or validation that stops nothing */
};

/* A stack whose events are read. */
struct followed {
    struct text id;
    const struct resource *resource;    /* of the root: NULL */
    VEC(struct text) operations;        /* of what is watched */
    struct atoms earlier;               /* operations that it is not about */
    bool settled;                       /* earlier operations are known */
    bool over, done;                    /* a nested one that is at rest; and was read since */
};

enum event_source {
    EVENTS_OF_OPERATIONS,           /* DescribeEvents */
    EVENTS_OF_STACKS,               /* DescribeStackEvents: older, and known everywhere */
    EVENTS_UNKNOWN                  /* AWS refuses to tell */
};

struct events {
    struct deployment *deployment;
    struct deploy_stack *stack;
    const struct mark *mark;        /* NULL: the stack did not exist before */
    struct atoms seen;
    VEC(struct followed) stacks;    /* the root first; nested ones as they come up */
    VEC(struct event) fresh;        /* of the last look, oldest first */
    enum event_source source;
    bool proven;                    /* DescribeEvents has answered */
    struct text since;              /* moment of the first event; empty: none came yet */
    struct text first;              /* the operation's own first event, where that is the mark */
    size_t read;
};

void events_start(struct events *events, struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark);
/* Reads what is new into .fresh. state: as DescribeStacks has just told; NULL:
   it told nothing. */
void events_look(struct events *events, struct cloudformation *cf, const struct stack_state *state);
/* An event as a call's answer has it. */
struct event event_read(struct arena *arena, const struct answer *answer);

#endif
