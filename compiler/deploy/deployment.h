/* Deployment: what the files of the conversation share: the run, its stacks, and
   the steps that each file gives to the itinerary in deploy.c. */
#ifndef MTC_DEPLOY_DEPLOYMENT_H
#define MTC_DEPLOY_DEPLOYMENT_H

#include "deploy/client/cloudformation.h"
#include "deploy/deploy.h"
#include "deploy/world/machine.h"

/* A value that the user gave for a parameter. */
struct given {
    struct text name, value;
    bool previous;              /* UsePreviousValue */
};

struct tag { struct text key, value; };

struct deploy_stack {
    const struct stack *stack;
    const struct text *template;    /* as it is sent */
    struct text name, region;       /* of AWS */
    struct text id;                 /* the stack's ARN, once known */
    const struct answer *state;     /* as it stood at the end; its outputs serve other stacks */
};

struct deployment {
    struct arena *arena;            /* as long as the run */
    struct arena scratch;           /* one step of a loop */
    struct arena vault;             /* as long as the run: the files that secrets stand in */
    const struct deploy_request *request;
    struct reporter *reporter;
    struct talk talk;
    struct machine machine;
    const struct world *world;
    struct settings settings;
    struct client client;
    VEC(struct given) given;
    VEC(struct tag) tags;           /* of --tag and the parameters file */
    VEC(struct deploy_stack *) stacks;  /* in the order in which they are made */
    bool approved;                  /* the user said yes to something of this run */
    bool changed;                   /* AWS was told to change something, and took it */
    int64_t started;                /* milliseconds */
};

/* A cloudformation of a stack's region, whose answers last as long as the arena. */
struct cloudformation deploy_cf(struct deployment *deployment, const struct deploy_stack *stack, struct arena *arena);

/* ------------------------------------------------------------------ stacks.c */

/* Makes deployment->stacks, in the order of need. Reports names and regions that
   are none. */
bool stacks_prepare(struct deployment *deployment, const struct deploy_input *inputs, size_t count, const char *environment);

/* ------------------------------------------------------------------ refuse.c */

/* Reports why a call came to nothing ("create the change set"). */
enum deploy_status deploy_refuse(struct deployment *deployment, const char *what, const struct reply *reply);
/* Reports that the user, or a gate in the user's name, ended it here. */
enum deploy_status deploy_not_approved(struct deployment *deployment, const char *why);
/* Reports that nobody can say whether AWS has begun something: whoever looks
   later will see. */
enum deploy_status deploy_unclear(struct deployment *deployment, const struct deploy_stack *stack);
/* Reports that there are no credentials, or what is wrong with them. */
enum deploy_status deploy_unknown(struct deployment *deployment);

/* ------------------------------------------------------------------ survey.c */

/* Looks at each of several stacks before the first is changed: reports those
   that nothing can be done with, and parameters without a value. */
enum deploy_status survey(struct deployment *deployment);
/* Reports why nothing can be done with a stack in that state. */
enum deploy_status survey_refuse(struct deployment *deployment, const struct deploy_stack *stack, const struct stack_state *state);
/* Makes sure that something can be done with the stack now: waits for it with
   --wait, removes what a failed creation left. */
enum deploy_status survey_ready(struct deployment *deployment, struct deploy_stack *stack, struct stack_state *state);

/* -------------------------------------------------------------- parameters.c */

/* Reads --parameter and the parameters file, which may hold tags, too. */
bool parameters_read(struct deployment *deployment);
/* Makes sure that each parameter of the stack has a value, or will get it from
   another stack: asks for it at a terminal, reports it elsewhere. */
enum deploy_status parameters_settle(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing);
/* Adds the stack's parameters to a form. existing: the stack that is updated;
   NULL: a new one. The same where one has no value. */
enum deploy_status parameters_add(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing,
                                  struct cloudformation *cf, struct buffer *form);
/* Whether a value of another stack is not known: that stack does not stand. */
bool parameters_await(const struct deployment *deployment, const struct deploy_stack *stack);
/* Reports what was given and no stack has. */
bool parameters_check(struct deployment *deployment);

/* ------------------------------------------------------------------ upload.c */

/* Puts the template where CloudFormation can read it; the form gets
   TemplateBody or TemplateURL. DEPLOY_DONE, or why not. */
enum deploy_status upload_template(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                   struct buffer *form);

/* ----------------------------------------------------------------- changes.c */

struct change {
    struct text action, id, type, replacement, policy;
    const struct answer *details;
    const struct resource *resource;    /* of the source; NULL: it is no longer there */
};
struct changes { VEC(struct change) list; };

/* Adds the changes of a page of DescribeChangeSet. */
void changes_take(struct arena *arena, const struct deploy_stack *stack, const struct answer *page, struct changes *changes);
void changes_show(struct deployment *deployment, const struct deploy_stack *stack, const struct changes *changes, bool is_new);
/* Whether something is replaced or deleted. */
bool changes_hurt(const struct changes *changes);
/* Reports what replaces or deletes data and was not allowed, and what AWS does
   not replace under the options of this run. */
bool changes_allowed(struct deployment *deployment, const struct deploy_stack *stack, const struct changes *changes, bool is_new);

/* -------------------------------------------------------------- changeset.c */

struct change_set {
    struct text name, id;
    bool creates;               /* type CREATE */
    bool nothing;               /* it holds no change */
    bool unclear;               /* whether AWS has made it is not known */
    bool obsolete;              /* the stack was changed since it was made, or before; it may be gone with that */
    bool stale;                 /* obsolete, for it was made long ago */
    int64_t made;               /* seconds since 1970 */
    struct changes changes;
};

/* Makes a change set and reads it. DEPLOY_DONE, or why not; it is removed then. */
enum deploy_status change_set_make(struct deployment *deployment, struct deploy_stack *stack,
                                   const struct stack_state *before, struct change_set *set);
/* Starts it. Where it is obsolete nothing is reported, and it is removed. */
enum deploy_status change_set_execute(struct deployment *deployment, struct deploy_stack *stack, struct change_set *set);
/* Adds what CreateStack and CreateChangeSet share. */
enum deploy_status stack_form(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing,
                              struct cloudformation *cf, struct buffer *form);
/* Adds that resources which are new do not outlive what made them, if it fails. */
void stack_form_add_retention(const struct deploy_request *request, struct buffer *form);
/* CloudFormation's word for --on-failure. */
const char *on_failure_word(enum on_failure on_failure);
/* A text that no other run makes: a token, a name. */
struct text unique_name(struct deployment *deployment, const struct deploy_stack *stack);

/* ---------------------------------------------------------------- leftover.c */

/* Removes one that is not to be started, the empty stack that it was made in,
   and what runs that died have left there; tells what it cannot remove. */
void change_set_remove(struct deployment *deployment, struct deploy_stack *stack, const struct change_set *set);
/* Whether it is too old to be started: another run may remove it soon. */
bool change_set_is_stale(struct deployment *deployment, const struct change_set *set);
/* Adds a line for each change set of the stack that was never started. */
void waiting_show(struct deployment *deployment, const struct deploy_stack *stack, struct buffer *out);

/* ------------------------------------------------------------------ direct.c */

/* Tells what a new stack will hold. */
void show_new(struct deployment *deployment, const struct deploy_stack *stack);
/* A new stack by CreateStack. policy: of the stack; empty: none. *outrun:
   somebody else has made a stack of that name; nothing is reported then. */
enum deploy_status create_directly(struct deployment *deployment, struct deploy_stack *stack, struct text policy, bool *outrun);

/* ---------------------------------------------------------------- finding.c */

/* Reports why a change set failed, as validation and hooks tell it: how many
   errors. *denied: these credentials may not read it. */
size_t findings_report(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                       const struct change_set *set, bool *denied);
/* Reports what they doubt about one that was made. */
void findings_warn(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                   const struct change_set *set);

/* ----------------------------------------------------------- events.c, watch.c */

/* Where a stack's events stand before an operation begins. */
struct mark {
    struct text event, operation, moment;   /* of the newest; empty: not known */
    bool by_start;              /* the operation's own first event is the mark */
    bool empty;                 /* the stack holds nothing yet but a change set */
};
void watch_mark(struct deployment *deployment, const struct deploy_stack *stack, struct mark *mark);

/* Where an operation is wanted to end. */
enum aim {
    AIM_MADE,                   /* created or updated */
    AIM_GONE,                   /* deleted */
    AIM_BACK,                   /* as it was before */
    AIM_ANY,                    /* it is somebody else's: its own end is told */
    AIM_REST                    /* it only has to end */
};

/* Follows the operation that has just been started to its end. mark: NULL: the
   stack is new. total: resources that it changes; 0: not known. */
enum deploy_status watch(struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark, size_t total,
                         enum aim aim);
/* Follows what runs already. */
enum deploy_status watch_other(struct deployment *deployment, struct deploy_stack *stack, enum aim aim);
/* Reports that a stack is left at work, and how to come back. */
enum deploy_status watch_left(struct deployment *deployment, const struct deploy_stack *stack, const char *why);

/* ------------------------------------- manage.c, cancel.c, delete.c, drift.c */

enum deploy_status manage(struct deployment *deployment);
/* The stack's outputs, on standard output. */
bool outputs_show(struct deployment *deployment, const struct deploy_stack *stack);

/* Takes back what the stack does, or what it was left in. */
enum deploy_status cancel_stack(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state);
/* The call that does it. */
void cancel_call(struct deployment *deployment, const struct deploy_stack *stack, struct cloudformation *cf, const char *action,
                 struct reply *reply);

/* Deletes a stack and waits for it. */
enum deploy_status delete_stack(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state);
/* Asks first, and sees whether it can be. */
enum deploy_status delete_asked(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state);

enum deploy_status drift_show(struct deployment *deployment, struct deploy_stack *stack);

/* ------------------------------------------------------------------ deploy.c */

/* Asks, unless --yes or an earlier yes of this run answers. hurts: an earlier
   yes does not. */
enum deploy_status deploy_approve(struct deployment *deployment, const char *question, bool hurts);
/* Reports that the stack works on though nobody waits for it. */
enum deploy_status deploy_detach(struct deployment *deployment, const struct deploy_stack *stack);
/* Milliseconds between two looks: MTC_POLL_SECONDS, or what is usual. */
int64_t deploy_pause(struct deployment *deployment, int64_t usual);
/* "shop.mt:12" of a resource; empty where it is not of the source. */
struct text deploy_place(struct deployment *deployment, const struct resource *resource);
/* The resource of that logical ID, or NULL. */
const struct resource *deploy_resource(const struct deploy_stack *stack, struct text id);
/* Describes the stack; reports a call that failed. */
enum deploy_status deploy_look(struct deployment *deployment, struct deploy_stack *stack, struct arena *arena,
                               struct stack_state *state);

#endif
