/* Status: what CloudFormation's states of stacks mean for what can be done next
   ("Stack status codes", AWS CloudFormation User Guide). */
#ifndef MTC_DEPLOY_STATUS_H
#define MTC_DEPLOY_STATUS_H

#include "base/text.h"

enum stack_phase {
    PHASE_ABSENT,           /* there is no stack: it can be created */
    PHASE_REVIEW,           /* an empty stack that only holds change sets */
    PHASE_SETTLED,          /* it can be updated */
    PHASE_BUSY,             /* an operation runs; also for a state that mtc does not know */
    PHASE_FINISHING,        /* what was wanted is done, and old resources are being removed */
    PHASE_HOLLOW,           /* ROLLBACK_COMPLETE: it holds nothing and can only be deleted */
    PHASE_HALTED,           /* it failed and was not rolled back: it can be updated, without rollback again */
    PHASE_STUCK             /* a person has to decide */
};

enum stack_phase status_phase(struct text status);

/* Where an operation came to its end. */
enum ending { ENDING_NONE, ENDING_GOOD, ENDING_ROLLED_BACK, ENDING_STUCK, ENDING_GONE };
enum ending status_ending(struct text status);

/* Whether DeleteStack is taken while the stack is busy so. */
bool status_ends_by_deletion(struct text status);

/* What the state means, in words. */
const char *status_words(struct text status);
/* What can be done about it; NULL where nothing needs to be. */
const char *status_help(struct text status);

#endif
