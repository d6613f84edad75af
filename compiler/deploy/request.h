/* Request: what the user wants done with stacks, as the command line says it.
   Plain data: the compiler reads it without knowing what deploys. */
#ifndef MTC_DEPLOY_REQUEST_H
#define MTC_DEPLOY_REQUEST_H

#include "base/text.h"

enum deploy_task { DEPLOY_NOTHING, DEPLOY, DEPLOY_PLAN, DEPLOY_FOLLOW, DEPLOY_STATUS, DEPLOY_OUTPUTS, DEPLOY_CANCEL, DEPLOY_DELETE, DEPLOY_DRIFT };

enum on_failure { ON_FAILURE_ROLLBACK, ON_FAILURE_NOTHING, ON_FAILURE_DELETE };

struct words { VEC(const char *) list; };

struct deploy_request {
    enum deploy_task task;
    const char *stack;              /* --stack; NULL: by the file's name */
    const char *region, *profile, *endpoint_url;
    bool yes;                       /* --yes: no question */
    bool direct;                    /* --direct: a new stack without a change set */
    bool wait;                      /* --wait: for an operation of somebody else */
    bool detach;                    /* --detach: do not wait for the end */
    int timeout;                    /* --timeout: seconds; 0: none */
    struct words parameters;        /* NAME=VALUE */
    const char *parameters_file;
    struct words tags;              /* KEY=VALUE */
    const char *role;
    struct words notifications;     /* ARNs */
    const char *protection;         /* "on", "off"; NULL: as it is */
    const char *policy_file;
    struct words triggers;          /* ARNs of alarms */
    int monitoring;                 /* --monitoring: minutes; -1: not given */
    enum on_failure on_failure;
    bool import_existing, revert_drift;
    struct words allow_replace, allow_delete;   /* logical IDs, or "all" */
    struct words skip, retain;      /* logical IDs: left as they are by --cancel, left behind by --delete */
    bool force_delete;
    const char *bucket;
};

/* Exit statuses of a deployment, as the manual page tells them. */
enum deploy_status {
    DEPLOY_DONE = 0,
    DEPLOY_DIFFERS = 1,             /* --drift found some, or the answer could not be written */
    DEPLOY_MISTAKE = 2,             /* wrong use */
    DEPLOY_REFUSED = 3,             /* AWS or the network said no before anything was changed */
    DEPLOY_ROLLED_BACK = 4,
    DEPLOY_NEEDS_PERSON = 5,
    DEPLOY_RUNNING = 6,
    DEPLOY_NOT_APPROVED = 7
};

#endif
