/* Stuck: stacks that an operation left where the next one cannot begin. */
#ifndef MTC_DEPLOY_STUCK_H
#define MTC_DEPLOY_STUCK_H

#include "deploy/deployment.h"

/* A resource whose last operation failed. */
struct held { struct text id, status, reason; };
struct held_list { VEC(struct held) list; };

/* Those of the stack, as far as AWS tells. */
void stuck_read(struct deployment *deployment, const struct deploy_stack *stack, struct held_list *held);
/* What can be done about a state, in commands; empty where nothing needs to be. */
struct text stuck_help(struct arena *arena, struct text status, const struct held_list *held);
/* Reports the state, what holds the stack in it, and what can be done. */
enum deploy_status stuck_report(struct deployment *deployment, const struct deploy_stack *stack, const struct stack_state *state);
/* Reports names (of --skip, --retain) that are none of what holds the stack. */
bool stuck_check(struct deployment *deployment, const struct held_list *held, const char *option, const struct words *names);

#endif
