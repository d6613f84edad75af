/* Finding: what AWS's own validation and its hooks say of resources, told at the
   lines of the source. */
#ifndef MTC_DEPLOY_FINDING_H
#define MTC_DEPLOY_FINDING_H

#include "deploy/events.h"

/* Reports a failed validation or hook: an error, or a warning where it stops
   nothing. */
struct diagnostic *finding_report(struct deployment *deployment, const struct deploy_stack *stack, const struct event *event);

/* Adds what a hook's own result says to be wrong and how to mend it. call: the
   hook's invocation. What cannot be read is left out. */
void finding_annotate(struct deployment *deployment, struct cloudformation *cf, struct diagnostic *diagnostic, struct text call);

#endif
