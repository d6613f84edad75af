/* A deployment from source to running stacks, in order: settings, credentials,
   then stack by stack: look at what stands, show what would change, ask, do it,
   watch it, and hand its outputs to the stacks that need them. Each step stands
   in a file of its own. Called by cli/deploy_here.c. */
#include "deploy/stuck.h"

#include "base/file.h"

#include <stdlib.h>

enum {
    MOST_POLICY = 16384,        /* "SetStackPolicy", AWS CloudFormation API Reference */
    MOST_TRIES = 3              /* at a stack that others change, too */
};

/* --------------------------------------------------------------------- helpers */

int64_t deploy_pause(struct deployment *deployment, int64_t usual)
{
    const char *told = world_setting(deployment->world, &deployment->scratch, "MTC_POLL_SECONDS");
    double seconds = told ? strtod(told, NULL) : 0;
    return seconds > 0 && seconds < 600 ? (int64_t)(seconds * 1000) : usual;
}

struct cloudformation deploy_cf(struct deployment *deployment, const struct deploy_stack *stack, struct arena *arena)
{
    return (struct cloudformation){ &deployment->client, arena, stack->region };
}

const struct resource *deploy_resource(const struct deploy_stack *stack, struct text id)
{
    for (size_t i = 0; i < stack->stack->resources.count; i++)
        if (text_equal_c(id, stack->stack->resources.at[i]->id))
            return stack->stack->resources.at[i];
    return NULL;
}

/* The user's own line: where a pattern of the library made it, the line that
   called the pattern. */
struct text deploy_place(struct deployment *deployment, const struct resource *resource)
{
    if (!resource)
        return TEXT("");
    struct sources *sources = deployment->reporter->sources;
    struct place place = sources_place(sources, user_place(sources, resource->span, resource->frames));
    if (!place.source)
        return TEXT("");
    return text_format(&deployment->scratch, "%.*s:%u", (int)place.source->name.length, place.source->name.at, place.line);
}

enum deploy_status deploy_look(struct deployment *deployment, struct deploy_stack *stack, struct arena *arena,
                               struct stack_state *state)
{
    struct cloudformation cf = deploy_cf(deployment, stack, arena);
    struct reply reply;
    cf_describe_stack(&cf, stack->name, state, &reply);
    if (state->exists)
        stack->id = text_copy(deployment->arena, state->id);
    return state->known ? DEPLOY_DONE
                        : deploy_refuse(deployment, text_format(deployment->arena, "look at stack '%.*s'",
                                                                (int)stack->name.length, stack->name.at).at, &reply);
}

enum deploy_status deploy_approve(struct deployment *deployment, const char *question, bool hurts)
{
    if (deployment->request->yes || (deployment->approved && !hurts))
        return DEPLOY_DONE;
    if (!deployment->talk.asks)
        return deploy_not_approved(deployment, "there is no terminal to ask at, and no --yes");
    enum consent consent = talk_ask(&deployment->talk, question);
    if (consent != CONSENT_YES)
        return deploy_not_approved(deployment, consent == CONSENT_STOPPED ? "it was stopped" : "the answer was no");
    deployment->approved = true;
    return DEPLOY_DONE;
}

enum deploy_status deploy_detach(struct deployment *deployment, const struct deploy_stack *stack)
{
    return watch_left(deployment, stack, "it was started with --detach");
}

/* -------------------------------------------------------------- after the stack */

static struct text read_policy(struct deployment *deployment)
{
    struct text policy = { "", 0 };
    const char *path = deployment->request->policy_file;
    int error = path ? file_read(deployment->arena, path, MOST_POLICY, &policy) : 0;
    if (error)
        report(deployment->reporter, MT0001, SPAN_NONE, NULL, path, file_error(deployment->arena, error));
    return policy;
}

/* What a change set cannot set. */
static enum deploy_status set_guards(struct deployment *deployment, struct deploy_stack *stack, struct text policy)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    const char *protection = deployment->request->protection;
    struct buffer form;
    struct reply reply;
    if (protection) {
        cf_begin(&cf, &form, "UpdateTerminationProtection");
        form_add(&form, "StackName", stack->id);
        form_add_c(&form, "EnableTerminationProtection", strcmp(protection, "on") == 0 ? "true" : "false");
        cf_call(&cf, &form, false, &reply);
        if (reply.outcome != REPLY_FINE) {
            deploy_refuse(deployment, "set the termination protection", &reply);
            return DEPLOY_NEEDS_PERSON;     /* the stack itself is as it was wanted */
        }
    }
    if (policy.length) {
        cf_begin(&cf, &form, "SetStackPolicy");
        form_add(&form, "StackName", stack->id);
        form_add(&form, "StackPolicyBody", policy);
        cf_call(&cf, &form, false, &reply);
        if (reply.outcome != REPLY_FINE) {
            deploy_refuse(deployment, "set the stack policy", &reply);
            return DEPLOY_NEEDS_PERSON;     /* the stack itself is as it was wanted */
        }
    }
    return DEPLOY_DONE;
}

/* ------------------------------------------------------------------- one stack */

/* A role that CloudFormation takes on stays with a stack until another is given. */
static void tell_role(struct deployment *deployment, const struct stack_state *state)
{
    struct text role = answer_text(state->stack, "RoleARN");
    if (role.length && !deployment->request->role)
        talk_say(&deployment->talk, INK_DIM, "CloudFormation takes on the stack's role %s",
                 talk_clean(&deployment->scratch, role).at);
}

static enum deploy_status run_change_set(struct deployment *deployment, struct deploy_stack *stack, struct change_set *set)
{
    struct mark mark;
    const char *question = set->creates ? "Create it?" : "Update it?";
    bool plans = deployment->request->task == DEPLOY_PLAN;
    changes_show(deployment, stack, &set->changes, set->creates);
    enum deploy_status status = changes_allowed(deployment, stack, &set->changes, set->creates) ? DEPLOY_DONE : DEPLOY_NOT_APPROVED;
    if (status == DEPLOY_DONE && !plans)
        status = deploy_approve(deployment, question, changes_hurt(&set->changes));
    if (status != DEPLOY_DONE || plans) {
        change_set_remove(deployment, stack, set);
        return status;
    }
    watch_mark(deployment, stack, &mark);
    status = change_set_execute(deployment, stack, set);
    if (status != DEPLOY_DONE)
        return status;
    return deployment->request->detach ? deploy_detach(deployment, stack)
                                       : watch(deployment, stack, &mark, set->changes.list.count, AIM_MADE);
}

/* One try. *outrun: the stack was changed by somebody else before this could be
   started: what is done is what was shown, so it is looked at anew. */
static enum deploy_status try_change_set(struct deployment *deployment, struct deploy_stack *stack, struct stack_state *state,
                                         bool *outrun)
{
    struct change_set set;
    enum deploy_status status = change_set_make(deployment, stack, state, &set);
    if (status == DEPLOY_DONE && set.nothing) {
        stack->state = state->stack;
        talk_say(&deployment->talk, INK_GREEN, "stack '%.*s' is as the source says: nothing to do",
                 (int)stack->name.length, stack->name.at);
        return DEPLOY_DONE;
    }
    if (status == DEPLOY_DONE) {
        tell_role(deployment, state);
        status = run_change_set(deployment, stack, &set);
    }
    *outrun = set.obsolete;
    if (set.obsolete)
        talk_say(&deployment->talk, INK_YELLOW, set.stale ? "the changes of stack '%.*s' were shown long ago: AWS is asked again"
                                                          : "stack '%.*s' was changed by somebody else in the meantime",
                 (int)stack->name.length, stack->name.at);
    return status;
}

static enum deploy_status try_directly(struct deployment *deployment, struct deploy_stack *stack, struct text policy, bool *outrun)
{
    enum deploy_status status = create_directly(deployment, stack, policy, outrun);
    if (*outrun)
        talk_say(&deployment->talk, INK_YELLOW, "stack '%.*s' was created by somebody else in the meantime",
                 (int)stack->name.length, stack->name.at);
    return status;
}

static enum deploy_status deploy_outrun(struct deployment *deployment, const struct deploy_stack *stack)
{
    report(deployment->reporter, MT9020, SPAN_NONE, NULL, text_cstring(deployment->arena, stack->name),
           "others change it again and again");
    return DEPLOY_REFUSED;
}

static enum deploy_status deploy_one(struct deployment *deployment, struct deploy_stack *stack, struct text policy)
{
    for (int i = 0; i < MOST_TRIES; i++) {
        struct stack_state state;
        bool outrun = false;
        enum deploy_status status = survey_ready(deployment, stack, &state);
        if (status == DEPLOY_DONE)
            status = deployment->request->direct && !state.exists ? try_directly(deployment, stack, policy, &outrun)
                                                                  : try_change_set(deployment, stack, &state, &outrun);
        if (!outrun)
            return status == DEPLOY_DONE ? set_guards(deployment, stack, policy) : status;
        deployment->approved = false;       /* it was said to something else */
    }
    return deploy_outrun(deployment, stack);
}

/* One try at telling what deploy_one would do. Nothing that stands is touched. */
static enum deploy_status try_plan(struct deployment *deployment, struct deploy_stack *stack, bool *outrun)
{
    struct stack_state state;
    enum deploy_status status = deploy_look(deployment, stack, deployment->arena, &state);
    if (status != DEPLOY_DONE)
        return status;
    enum stack_phase phase = status_phase(state.status);
    if (state.exists && phase != PHASE_REVIEW && phase != PHASE_SETTLED && phase != PHASE_HOLLOW)
        return survey_refuse(deployment, stack, &state);
    bool awaits = parameters_await(deployment, stack), stands = state.exists && phase == PHASE_SETTLED;
    if (!awaits && phase != PHASE_HOLLOW)
        return try_change_set(deployment, stack, &state, outrun);
    if (!stands)
        show_new(deployment, stack);
    if (awaits)
        talk_say(&deployment->talk, INK_DIM, "stack '%.*s' takes values of stacks that are not deployed yet%s",
                 (int)stack->name.length, stack->name.at, stands ? ": its changes are known afterwards" : "");
    return DEPLOY_DONE;
}

static enum deploy_status plan_one(struct deployment *deployment, struct deploy_stack *stack)
{
    for (int i = 0; i < MOST_TRIES; i++) {
        bool outrun = false;
        enum deploy_status status = try_plan(deployment, stack, &outrun);
        if (!outrun)
            return status;
    }
    return deploy_outrun(deployment, stack);
}

/* ------------------------------------------------------------------- all of them */

/* What stands and what does not, where a run of several stacks broke off. */
static void report_halves(struct deployment *deployment, size_t failed)
{
    if (deployment->stacks.count < 2 || !deployment->reporter->list.count)
        return;
    struct diagnostic *last = deployment->reporter->list.at[deployment->reporter->list.count - 1];
    for (size_t i = 0; i < deployment->stacks.count; i++) {
        const struct deploy_stack *stack = deployment->stacks.at[i];
        if (i != failed)
            report_note(deployment->reporter, last, SPAN_NONE, "stack '%.*s' in %.*s %s", (int)stack->name.length,
                        stack->name.at, (int)stack->region.length, stack->region.at,
                        i < failed ? "stands as the source says" : "was not touched");
    }
}

static enum deploy_status deploy_all(struct deployment *deployment)
{
    if (!parameters_read(deployment) || !parameters_check(deployment))
        return DEPLOY_REFUSED;
    size_t mistakes = deployment->reporter->list.count;
    struct text policy = read_policy(deployment);
    if (deployment->reporter->list.count > mistakes)
        return DEPLOY_REFUSED;
    enum deploy_status surveyed = survey(deployment);
    if (surveyed != DEPLOY_DONE)
        return surveyed;
    for (size_t i = 0; i < deployment->stacks.count; i++) {
        struct deploy_stack *stack = deployment->stacks.at[i];
        bool plans = deployment->request->task == DEPLOY_PLAN;
        enum deploy_status status = plans ? plan_one(deployment, stack) : deploy_one(deployment, stack, policy);
        talk_progress(&deployment->talk, TEXT(""));
        if (status != DEPLOY_DONE) {
            report_halves(deployment, i);
            return status;
        }
        if (!plans && !outputs_show(deployment, stack))
            return DEPLOY_DIFFERS;
        arena_reset(&deployment->scratch);
    }
    return DEPLOY_DONE;
}

/* -------------------------------------------------------------------- beginning */

static struct text ask_code(void *context, struct arena *arena, struct text serial)
{
    struct deployment *deployment = context;
    struct text line;
    const char *prompt = text_format(arena, "code of %.*s: ", (int)serial.length, serial.at).at;
    if (!deployment->talk.asks || !talk_read(&deployment->talk, prompt, false, &line))
        return TEXT("");
    return text_copy(arena, line);
}

static enum deploy_status start(struct deployment *deployment, const struct deploy_input *inputs, size_t count,
                                const char *environment)
{
    const struct deploy_request *request = deployment->request;
    struct text problem = settings_load(&deployment->vault, deployment->world, &deployment->settings, request->profile,
                                        request->region);
    if (problem.length) {
        report(deployment->reporter, MT9003, SPAN_NONE, NULL, problem.at);
        return DEPLOY_REFUSED;
    }
    if (deployment->settings.config.doubt.length)
        report(deployment->reporter, MT9008, SPAN_NONE, NULL, deployment->settings.config.doubt.at);
    deployment->settings.url = text_of(request->endpoint_url ? request->endpoint_url : "");
    machine_trust(&deployment->machine, settings_value(&deployment->settings, "AWS_CA_BUNDLE", "ca_bundle"));
    machine_introduce(&deployment->machine, deployment->arena,
                      settings_value(&deployment->settings, "AWS_SDK_UA_APP_ID", "sdk_ua_app_id"));
    if (!stacks_prepare(deployment, inputs, count, environment))
        return DEPLOY_REFUSED;
    /* calls of STS go where the first stack is, if nothing else names a region */
    if (!deployment->settings.region.length && deployment->stacks.count)
        deployment->settings.region = deployment->stacks.at[0]->region;
    client_start(&deployment->client, deployment->arena->failure, &deployment->settings);
    deployment->client.finding.ask_code = ask_code;
    deployment->client.finding.context = deployment;
    return client_identify(&deployment->client) ? DEPLOY_DONE : deploy_unknown(deployment);
}

static void tell_skew(struct deployment *deployment)
{
    const struct exchange *exchange = &deployment->client.exchange;
    if (exchange->skewed)
        report(deployment->reporter, MT9007, SPAN_NONE, NULL,
               text_format(deployment->arena, "%lld seconds %s", (long long)(exchange->skew < 0 ? -exchange->skew : exchange->skew),
                           exchange->skew < 0 ? "ahead of" : "behind").at);
}

enum deploy_status deploy_run(struct arena *arena, const struct deploy_request *request, const char *environment,
                              const struct deploy_input *inputs, size_t count, struct reporter *reporter, struct talk talk)
{
    struct deployment *deployment = NEW(arena, struct deployment);
    deployment->arena = arena;
    deployment->request = request;
    deployment->reporter = reporter;
    deployment->talk = talk;
    arena_init(&deployment->scratch, arena->failure);
    arena_init(&deployment->vault, arena->failure);
    deployment->vault.secret = true;
    deployment->talk.arena = &deployment->scratch;
    machine_start(&deployment->machine);
    deployment->world = &deployment->machine.world;
    deployment->started = deployment->world->now(deployment->world->context);
    enum deploy_status status = start(deployment, inputs, count, environment);
    if (status == DEPLOY_DONE)
        status = request->task == DEPLOY || request->task == DEPLOY_PLAN ? deploy_all(deployment) : manage(deployment);
    /* "before anything was changed" is what the status would say */
    if (status == DEPLOY_REFUSED && deployment->changed)
        status = DEPLOY_NEEDS_PERSON;
    tell_skew(deployment);
    client_end(&deployment->client);
    machine_end(&deployment->machine);
    arena_free(&deployment->scratch);
    arena_free(&deployment->vault);
    return status;
}
