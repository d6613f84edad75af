/* Templates on their way to CloudFormation: small enough for the call, or in a
   bucket under a name that is made of their content, so that a template that is
   there already is not sent again. Buckets that mtc makes keep old versions and
   are encrypted. Called by changeset.c. */
#include "deploy/deployment.h"

#include "deploy/client/uri.h"

#include <cjson/cJSON.h>
#include <openssl/evp.h>

/* "CloudFormation quotas": of a template in a request, and in S3. */
enum { MOST_INLINE = 51200, MOST_TEMPLATE = 1000000 };

struct upload {
    struct deployment *deployment;
    struct deploy_stack *stack;
    struct arena *arena;
    struct text bucket, owner;
};

/* -------------------------------------------------------------------- calls */

static void call_s3(struct upload *upload, const char *method, struct text path, struct text query, struct text body,
                    const char *type, struct reply *reply)
{
    struct aws_call call = { .service = SERVICE_S3, .region = upload->stack->region, .bucket = upload->bucket, .method = method,
                         .path = path, .query = query, .body = body, .content_type = type };
    if (upload->owner.length)
        headers_add(upload->arena, &call.headers, "x-amz-expected-bucket-owner", upload->owner);
    if (body.length) {
        unsigned char hash[EVP_MAX_MD_SIZE], code[EVP_MAX_MD_SIZE * 2];
        unsigned length = 0;
        if (!EVP_Digest(body.at, body.length, hash, &length, EVP_sha256(), NULL))
            arena_fail(upload->arena);
        EVP_EncodeBlock(code, hash, (int)length);
        headers_add(upload->arena, &call.headers, "x-amz-checksum-sha256",
                    text_copy(upload->arena, text_of((const char *)code)));
    }
    client_call(&upload->deployment->client, upload->arena, &call, reply);
}

/* Whose account it is: a bucket of the same name may be somebody else's. */
static enum deploy_status find_owner(struct upload *upload)
{
    struct deployment *deployment = upload->deployment;
    struct buffer form;
    upload->owner = deployment->client.credentials.account;
    if (upload->owner.length)
        return DEPLOY_DONE;
    buffer_init(&form, upload->arena);
    form_add_c(&form, "Action", "GetCallerIdentity");
    form_add_c(&form, "Version", "2011-06-15");
    struct aws_call call = { .service = SERVICE_STS, .region = upload->stack->region, .bucket = { "", 0 }, .method = "POST",
                         .path = TEXT("/"), .query = { "", 0 }, .body = buffer_text(&form),
                         .content_type = "application/x-www-form-urlencoded" };
    struct reply reply;
    client_call(&deployment->client, upload->arena, &call, &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(deployment, "tell whose account this is", &reply);
    upload->owner = text_copy(deployment->arena, answer_find(reply.tree, "Account") ? answer_find(reply.tree, "Account")->text
                                                                                   : TEXT(""));
    deployment->client.credentials.account = upload->owner;
    return DEPLOY_DONE;
}

/* ------------------------------------------------------------------- bucket */

static enum deploy_status make_bucket(struct upload *upload)
{
    static const char versions[] = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                                   "<Status>Enabled</Status></VersioningConfiguration>";
    static const char encryption[] =
        "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule>"
        "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>"
        "</Rule></ServerSideEncryptionConfiguration>";
    struct reply reply;
    struct text where = { "", 0 }, owner = upload->owner;
    /* us-east-1 is S3's default, and must not be named ("CreateBucket", Amazon S3 API Reference) */
    if (!text_equal_c(upload->stack->region, "us-east-1"))
        where = text_format(upload->arena, "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                            "<LocationConstraint>%.*s</LocationConstraint></CreateBucketConfiguration>",
                            (int)upload->stack->region.length, upload->stack->region.at);
    upload->owner = TEXT("");       /* it has none yet */
    call_s3(upload, "PUT", TEXT("/"), TEXT(""), where, where.length ? "application/xml" : NULL, &reply);
    upload->owner = owner;
    if (reply.outcome != REPLY_FINE && !text_equal_c(reply.code, "BucketAlreadyOwnedByYou"))
        return deploy_refuse(upload->deployment, "make a bucket for templates", &reply);
    call_s3(upload, "PUT", TEXT("/"), TEXT("versioning="), text_of(versions), "application/xml", &reply);
    if (reply.outcome == REPLY_FINE)
        call_s3(upload, "PUT", TEXT("/"), TEXT("encryption="), text_of(encryption), "application/xml", &reply);
    return reply.outcome == REPLY_FINE ? DEPLOY_DONE
                                       : deploy_refuse(upload->deployment, "set up the bucket for templates", &reply);
}

static enum deploy_status too_large(struct upload *upload, struct text template)
{
    struct deployment *deployment = upload->deployment;
    struct diagnostic *large = report(deployment->reporter, MT9014, SPAN_NONE, NULL,
                                      text_cstring(deployment->arena, upload->stack->name),
                                      text_integer(deployment->arena, (int64_t)template.length).at);
    if (template.length > MOST_TEMPLATE)
        report_note(deployment->reporter, large, SPAN_NONE, "a bucket holds templates of at most %d bytes", MOST_TEMPLATE);
    else
        report_help(deployment->reporter, large, "--bucket NAME sends it through a bucket of S3 in '%s'",
                    text_cstring(deployment->arena, upload->stack->region));
    return DEPLOY_REFUSED;
}

/* The bucket that was named, or mtc's own of this account and region. */
static enum deploy_status find_bucket(struct upload *upload, struct text template)
{
    struct deployment *deployment = upload->deployment;
    struct reply reply;
    if (deployment->request->bucket) {
        upload->bucket = text_of(deployment->request->bucket);
        return DEPLOY_DONE;
    }
    upload->bucket = text_format(upload->arena, "mtc-templates-%.*s-%.*s", (int)upload->owner.length, upload->owner.at,
                                 (int)upload->stack->region.length, upload->stack->region.at);
    call_s3(upload, "HEAD", TEXT("/"), TEXT(""), TEXT(""), NULL, &reply);
    if (reply.outcome == REPLY_FINE)
        return DEPLOY_DONE;
    if (reply.status != 404)
        return deploy_refuse(deployment, "look for the bucket of templates", &reply);
    const char *question = text_format(upload->arena, "The template of '%.*s' is too large for a call. Make the bucket '%s' "
                                       "for templates?", (int)upload->stack->name.length, upload->stack->name.at,
                                       upload->bucket.at).at;
    if (!deployment->request->yes && (!deployment->talk.asks || talk_ask(&deployment->talk, question) != CONSENT_YES))
        return too_large(upload, template);
    return make_bucket(upload);
}

/* ------------------------------------------------------------------- the way */

/* The URL for CloudFormation, which reads from S3 itself: an endpoint that is
   configured for this machine's calls is none of its business. */
static struct text template_url(struct upload *upload, struct text path)
{
    struct endpoint_request request = { .service = SERVICE_S3, .region = upload->stack->region, .url = { "", 0 },
                                        .bucket = upload->bucket };
    struct endpoint endpoint;
    endpoint_find(upload->arena, &request, &endpoint);
    return text_join(upload->arena, endpoint.url, path);
}

static enum deploy_status send_template(struct upload *upload, struct text template, struct buffer *form)
{
    struct reply reply;
    struct buffer path;
    struct text hash = digest_sha256(upload->arena, template);
    buffer_init(&path, upload->arena);
    buffer_add_char(&path, '/');
    uri_encode(&path, upload->stack->name, false);
    buffer_add_char(&path, '/');
    buffer_add(&path, text_slice(hash, 0, 32));
    buffer_add_c(&path, ".json");
    call_s3(upload, "HEAD", buffer_text(&path), TEXT(""), TEXT(""), NULL, &reply);
    if (reply.outcome != REPLY_FINE)
        call_s3(upload, "PUT", buffer_text(&path), TEXT(""), template, "application/json", &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(upload->deployment, text_format(upload->arena, "put the template into bucket '%.*s'",
                                                             (int)upload->bucket.length, upload->bucket.at).at, &reply);
    form_add(form, "TemplateURL", template_url(upload, buffer_text(&path)));
    return DEPLOY_DONE;
}

enum deploy_status upload_template(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                   struct buffer *form)
{
    struct upload upload = { deployment, stack, cf->arena, { "", 0 }, { "", 0 } };
    struct text template = *stack->template;
    if (template.length > MOST_INLINE) {
        template = text_copy(cf->arena, template);
        cJSON_Minify((char *)template.at);
        template.length = strlen(template.at);
    }
    if (template.length <= MOST_INLINE) {
        form_add(form, "TemplateBody", template);
        return DEPLOY_DONE;
    }
    if (template.length > MOST_TEMPLATE)
        return too_large(&upload, template);
    enum deploy_status status = find_owner(&upload);
    if (status == DEPLOY_DONE)
        status = find_bucket(&upload, template);
    return status == DEPLOY_DONE ? send_template(&upload, template, form) : status;
}
