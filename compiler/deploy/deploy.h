/* Deploy: what this room does for the command. */
#ifndef MTC_DEPLOY_DEPLOY_H
#define MTC_DEPLOY_DEPLOY_H

#include "deploy/request.h"
#include "deploy/world/talk.h"
#include "expand/graph.h"
#include "report/diagnostic.h"

/* One stack of the source and its template. */
struct deploy_input {
    const struct stack *stack;
    struct text base;               /* name of its file */
    struct text template;           /* JSON */
};

/* Does what is asked for with the stacks, in their order of need. environment:
   of --env; NULL: none. Messages go to the reporter, whose printing is the
   caller's. */
enum deploy_status deploy_run(struct arena *arena, const struct deploy_request *request, const char *environment,
                              const struct deploy_input *inputs, size_t count, struct reporter *reporter, struct talk talk);

#endif
