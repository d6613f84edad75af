/* Policy: what a policy document certainly does not allow. A document is read as
   far as it is known; what is not known may allow anything. Inside check/ only. */
#ifndef MTC_CHECK_POLICY_H
#define MTC_CHECK_POLICY_H

#include "check/scene/scene.h"

/* In this order: the better answer of two is the greater. */
enum policy_answer { POLICY_NO, POLICY_MAYBE, POLICY_YES };

/* Who is meant by a statement's Principal. */
enum policy_who {
    POLICY_SERVICE,             /* the service of that name: "logs" is logs.amazonaws.com, logs.eu-west-1.amazonaws.com */
    POLICY_ACCOUNT              /* some user, role or account */
};

/* Whether some statement allows them that action ("kms:PutKeyPolicy"; NULL: any).
   Statements that deny, and conditions, are not looked at. */
enum policy_answer policy_allows(struct scene *scene, struct value document, enum policy_who who, const char *service,
                                 const char *action);
/* Whether a principal is that service. */
enum policy_answer policy_is_service(struct scene *scene, struct value principal, const char *service);
/* The bucket policy of a bucket of this stack: whether it allows. POLICY_MAYBE
   where there may be one that is not seen. policy: set to the resource, or NULL. */
enum policy_answer policy_of_bucket_allows(struct scene *scene, const struct resource *bucket, enum policy_who who,
                                           const char *service, const char *action, const struct resource **policy);

#endif
