/* --drift: what somebody made of the resources by hand, told at the lines of the
   source. AWS compares; it takes its time. Called by manage.c. */
#include "deploy/deployment.h"

enum { LOOK_MS = 2000, MOST_LOOKS = 1800 };

struct drifting { struct deployment *deployment; struct deploy_stack *stack; size_t found; };

static void report_drift(struct drifting *drifting, const struct answer *drift)
{
    struct deployment *deployment = drifting->deployment;
    struct text id = answer_text(drift, "LogicalResourceId"), status = answer_text(drift, "StackResourceDriftStatus");
    const struct resource *resource = deploy_resource(drifting->stack, id);
    struct diagnostic *told = report(deployment->reporter, MT9034, resource ? resource->span : SPAN_NONE,
                                     resource ? resource->frames : NULL,
                                     text_cstring(deployment->arena, talk_clean(deployment->arena, id)),
                                     text_equal_c(status, "DELETED") ? "it was deleted" : "it was changed by hand");
    const struct answer *list = answer_child(drift, "PropertyDifferences");
    for (const struct answer *difference = list ? list->children : NULL; difference; difference = difference->next)
        report_note(deployment->reporter, told, SPAN_NONE, "%s: %s was deployed, %s is there",
                    talk_clean(deployment->arena, answer_text(difference, "PropertyPath")).at,
                    talk_clean(deployment->arena, answer_text(difference, "ExpectedValue")).at,
                    talk_clean(deployment->arena, answer_text(difference, "ActualValue")).at);
    drifting->found++;
}

static bool take_drifts(void *context, const struct answer *page)
{
    struct drifting *drifting = context;
    const struct answer *list = answer_find(page, "StackResourceDrifts");
    for (const struct answer *drift = list ? list->children : NULL; drift; drift = drift->next)
        report_drift(drifting, drift);
    return true;
}

/* Waits until AWS has compared. */
static enum deploy_status wait_for(struct deployment *deployment, struct cloudformation *cf, struct text detection)
{
    struct buffer form;
    struct reply reply;
    for (int i = 0;; i++) {
        cf_begin(cf, &form, "DescribeStackDriftDetectionStatus");
        form_add(&form, "StackDriftDetectionId", detection);
        cf_call(cf, &form, false, &reply);
        const struct answer *status = answer_find(reply.tree, "DetectionStatus");
        if (reply.outcome != REPLY_FINE)
            return deploy_refuse(deployment, "look for drift", &reply);
        if (status && text_equal_c(status->text, "DETECTION_COMPLETE"))
            return DEPLOY_DONE;
        if ((status && text_equal_c(status->text, "DETECTION_FAILED")) || i == MOST_LOOKS) {
            const struct answer *why = answer_find(reply.tree, "DetectionStatusReason");
            report(deployment->reporter, MT9005, SPAN_NONE, NULL, "look for drift",
                   why ? talk_clean(deployment->arena, why->text).at : "it takes too long");
            return DEPLOY_REFUSED;
        }
        if (!deployment->world->wait(deployment->world->context, deploy_pause(deployment, LOOK_MS)))
            return DEPLOY_RUNNING;
    }
}

enum deploy_status drift_show(struct deployment *deployment, struct deploy_stack *stack)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct drifting drifting = { deployment, stack, 0 };
    struct buffer form;
    struct reply reply;
    cf_begin(&cf, &form, "DetectStackDrift");
    form_add(&form, "StackName", stack->id);
    cf_call(&cf, &form, false, &reply);
    const struct answer *id = answer_find(reply.tree, "StackDriftDetectionId");
    if (reply.outcome != REPLY_FINE || !id)
        return deploy_refuse(deployment, "look for drift", &reply);
    enum deploy_status status = wait_for(deployment, &cf, id->text);
    if (status != DEPLOY_DONE)
        return status;
    cf_begin(&cf, &form, "DescribeStackResourceDrifts");
    form_add(&form, "StackName", stack->id);
    cf_add_member(&cf, &form, "StackResourceDriftStatusFilters", 1, NULL, TEXT("MODIFIED"));
    cf_add_member(&cf, &form, "StackResourceDriftStatusFilters", 2, NULL, TEXT("DELETED"));
    cf_pages(&cf, buffer_text(&form), take_drifts, &drifting, &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(deployment, "look for drift", &reply);
    if (!drifting.found)
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is as it was deployed", text_cstring(deployment->arena, stack->name));
    return drifting.found ? DEPLOY_DIFFERS : DEPLOY_DONE;
}
