/* CloudFormation: the calls of its API that a deployment makes (AWS
   CloudFormation API Reference, version 2010-05-15), and what they answer. */
#ifndef MTC_DEPLOY_CLOUDFORMATION_H
#define MTC_DEPLOY_CLOUDFORMATION_H

#include "deploy/client/client.h"
#include "deploy/client/status.h"

/* A stack as DescribeStacks tells of it. */
struct stack_state {
    bool known;                     /* the call went well */
    bool exists;
    struct text id, status, reason;
    const struct answer *stack;     /* its element; NULL where it does not exist */
};

struct cloudformation {
    struct client *client;
    struct arena *arena;            /* where answers go */
    struct text region;
};

/* A call's form, begun with its action. */
void cf_begin(struct cloudformation *cf, struct buffer *form, const char *action);
/* Makes the call. once: see struct aws_call. */
void cf_call(struct cloudformation *cf, struct buffer *form, bool once, struct reply *reply);
/* "List.member.N" or "List.member.N.Key" */
void cf_add_member(struct cloudformation *cf, struct buffer *form, const char *list, size_t number, const char *key,
                   struct text value);

/* By name or ID. A stack that there is not is no failure. */
void cf_describe_stack(struct cloudformation *cf, struct text stack, struct stack_state *state, struct reply *reply);

/* Calls a listing page after page, with NextToken; each page is given to take.
   Ends when take says so, at the last page, or when AWS repeats a token. */
void cf_pages(struct cloudformation *cf, struct text form, bool (*take)(void *context, const struct answer *page),
              void *context, struct reply *reply);

/* The same, where *reply is the first page already. */
void cf_more_pages(struct cloudformation *cf, struct text form, bool (*take)(void *context, const struct answer *page),
                   void *context, struct reply *reply);

/* Whether the stack is told not to exist. */
bool cf_is_absent(const struct reply *reply);
/* The same of a change set, which goes with its stack. */
bool cf_set_is_absent(const struct reply *reply);
/* Whether a call may have been done though its answer says nothing of it. */
bool cf_may_be_done(const struct reply *reply);

/* The value of an output or a parameter of a stack; NULL where there is none. */
const struct answer *cf_output(const struct answer *stack, const char *name);
const struct answer *cf_parameter(const struct answer *stack, const char *name);

#endif
