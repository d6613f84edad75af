/* What is told when AWS says no or nothing. The messages name what mtc wanted to
   do, AWS's own words, and what can be done where that is known. */
#include "deploy/deployment.h"

enum deploy_status deploy_not_approved(struct deployment *deployment, const char *why)
{
    report(deployment->reporter, MT9022, SPAN_NONE, NULL, deployment->changed ? "nothing more" : "nothing", why);
    return DEPLOY_NOT_APPROVED;
}

enum deploy_status deploy_unclear(struct deployment *deployment, const struct deploy_stack *stack)
{
    struct diagnostic *unclear = report(deployment->reporter, MT9032, SPAN_NONE, NULL,
                                        text_cstring(deployment->arena, stack->name), "AWS's answer to its start was lost");
    report_help(deployment->reporter, unclear, "'mtc --status' with the same file and options tells whether it was started");
    deployment->changed = true;
    return DEPLOY_RUNNING;
}

enum deploy_status deploy_unknown(struct deployment *deployment)
{
    struct client *client = &deployment->client;
    if (client->found == FOUND_WRONG) {
        report(deployment->reporter, MT9002, SPAN_NONE, NULL, client->finding.problem.at);
        return DEPLOY_REFUSED;
    }
    struct diagnostic *none = report(deployment->reporter, MT9001, SPAN_NONE, NULL);
    report_help(deployment->reporter, none, "'aws configure' or 'aws sso login' makes some; --profile names others");
    return DEPLOY_REFUSED;
}

static const char *help_for(struct text code)
{
    static const struct { const char *code, *help; } known[] = {
        { "InvalidClientTokenId", "the access key does not exist, or is of another partition" },
        { "UnrecognizedClientException", "the access key does not exist, or is of another partition" },
        { "SignatureDoesNotMatch", "the secret access key is not that of the access key" },
        { "ExpiredToken", "'aws sso login' or whatever gave the credentials gives new ones" },
        { "ExpiredTokenException", "'aws sso login' or whatever gave the credentials gives new ones" },
        { "LimitExceededException", "this is a quota of the account, which AWS raises on request" },
        { "AlreadyExistsException", "--stack gives the stack another name" },
        { "OptInRequired", "the region must be enabled in the account first" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal_c(code, known[i].code))
            return known[i].help;
    return NULL;
}

/* The caller's identity, which AWS's own message does not always name. */
static void add_origin(struct deployment *deployment, struct diagnostic *diagnostic, struct text code)
{
    static const char *const codes[] = { "AccessDenied", "AccessDeniedException", "InvalidClientTokenId",
                                         "UnrecognizedClientException", "SignatureDoesNotMatch", "ExpiredToken",
                                         "ExpiredTokenException" };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_equal_c(code, codes[i]) && deployment->client.have)
            report_note(deployment->reporter, diagnostic, SPAN_NONE, "the credentials are those of %.*s",
                        (int)deployment->client.credentials.origin.length, deployment->client.credentials.origin.at);
}

enum deploy_status deploy_refuse(struct deployment *deployment, const char *what, const struct reply *reply)
{
    const char *words = reply_words(deployment->arena, reply).at;
    if (reply->outcome == REPLY_STOPPED)
        return deploy_not_approved(deployment, "it was stopped");
    if (!deployment->client.have)
        return deploy_unknown(deployment);
    if (reply->outcome != REPLY_REFUSED) {
        struct diagnostic *silent = report(deployment->reporter, MT9006, SPAN_NONE, NULL, what, words);
        if (reply->tries > 1)
            report_note(deployment->reporter, silent, SPAN_NONE, "tried %u times", reply->tries);
        return DEPLOY_REFUSED;
    }
    struct diagnostic *refused = report(deployment->reporter, MT9005, SPAN_NONE, NULL, what, words);
    add_origin(deployment, refused, reply->code);
    if (help_for(reply->code))
        report_help(deployment->reporter, refused, "%s", help_for(reply->code));
    return DEPLOY_REFUSED;
}
