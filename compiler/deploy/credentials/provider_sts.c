/* Credentials from the Security Token Service: roles taken on with other
   credentials, or with a token of an identity provider ("AssumeRole",
   "AssumeRoleWithWebIdentity", AWS STS API Reference). */
#include "deploy/credentials/credentials.h"

#include "base/file.h"

#include <stdlib.h>

enum { MOST_TOKEN_BYTES = 1024 * 1024 };

/* "arn:aws:sts::123456789012:assumed-role/…": the account of an ARN. */
static struct text account_of(struct text arn)
{
    size_t from = 0, colons = 0;
    for (size_t i = 0; i < arn.length; i++) {
        if (arn.at[i] != ':')
            continue;
        if (++colons == 4)
            from = i + 1;
        else if (colons == 5)
            return text_slice(arn, from, i);
    }
    return TEXT("");
}

static enum found read_reply(struct finding *finding, const char *action, struct text role, const struct reply *reply,
                             struct credentials *credentials)
{
    if (reply->outcome != REPLY_FINE)
        return finding_wrong(finding, "%s of '%s' failed: %s", action, text_cstring(finding->arena, role),
                             reply_words(finding->arena, reply).at);
    const struct answer *found = answer_find(reply->tree, "Credentials"), *user = answer_find(reply->tree, "AssumedRoleUser");
    *credentials = (struct credentials){
        .key = { answer_text(found, "AccessKeyId"), answer_text(found, "SecretAccessKey"), answer_text(found, "SessionToken") },
        .account = account_of(answer_text(user, "Arn")), .expires = world_time(answer_text(found, "Expiration")),
        .origin = text_format(finding->arena, "role '%s'", text_cstring(finding->arena, role)),
    };
    if (!credentials->key.access_key.length || !credentials->key.secret_key.length || credentials->expires < 0)
        return finding_wrong(finding, "%s of '%s' gave no credentials", action, text_cstring(finding->arena, role));
    return FOUND;
}

static enum found call_sts(struct finding *finding, const char *action, struct buffer *form, const struct sigv4_key *key,
                           struct text role, struct credentials *credentials)
{
    struct aws_call call = { .service = SERVICE_STS, .region = finding->settings->region, .bucket = { "", 0 }, .method = "POST",
                         .path = TEXT("/"), .query = { "", 0 }, .body = buffer_text(form),
                         .content_type = "application/x-www-form-urlencoded", .key = key };
    struct reply reply;
    exchange_call(&finding->exchange, finding->arena, &call, &reply);
    return read_reply(finding, action, role, &reply, credentials);
}

static void begin(struct finding *finding, struct buffer *form, const char *action, struct text role, struct text session)
{
    buffer_init(form, finding->arena);
    form_add_c(form, "Action", action);
    form_add_c(form, "Version", "2011-06-15");
    form_add(form, "RoleArn", role);
    if (!session.length)
        session = text_format(finding->arena, "mtc-%s",
                              text_integer(finding->arena, world_seconds(finding->settings->world)).at);
    form_add(form, "RoleSessionName", session);
}

enum found credentials_role(struct finding *finding, const struct config_section *section, const struct sigv4_key *with,
                            struct credentials *credentials)
{
    struct buffer form;
    struct text role = config_text(section, "role_arn"), external = config_text(section, "external_id");
    struct text serial = config_text(section, "mfa_serial");
    begin(finding, &form, "AssumeRole", role, config_text(section, "role_session_name"));
    if (external.length)
        form_add(&form, "ExternalId", external);
    /* A number that is none is ignored, as the AWS CLI does. */
    long seconds = strtol(text_cstring(finding->arena, config_text(section, "duration_seconds")), NULL, 10);
    if (seconds > 0)
        form_add(&form, "DurationSeconds", text_integer(finding->arena, seconds));
    if (serial.length) {
        struct text code = finding->ask_code ? finding->ask_code(finding->context, finding->arena, serial) : TEXT("");
        if (!code.length)
            return finding_wrong(finding, "the role '%s' wants a code of the device '%s', and nobody can be asked",
                                 text_cstring(finding->arena, role), text_cstring(finding->arena, serial));
        form_add(&form, "SerialNumber", serial);
        form_add(&form, "TokenCode", code);
    }
    return call_sts(finding, "AssumeRole", &form, with, role, credentials);
}

enum found credentials_web_identity(struct finding *finding, const struct web_identity *identity,
                                    struct credentials *credentials)
{
    const struct world *world = finding->settings->world;
    const char *file = text_cstring(finding->arena, identity->token_file);
    struct text token;
    int error = file_read(finding->arena, world->path(world->context, finding->arena, file), MOST_TOKEN_BYTES, &token);
    if (error)
        return finding_wrong(finding, "cannot read the web identity token '%s': %s", file,
                             file_error(finding->arena, error));
    struct buffer form;
    begin(finding, &form, "AssumeRoleWithWebIdentity", identity->role_arn, identity->session_name);
    form_add(&form, "WebIdentityToken", config_trim(token));
    return call_sts(finding, "AssumeRoleWithWebIdentity", &form, NULL, identity->role_arn, credentials);
}
