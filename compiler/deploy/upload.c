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
    struct reply reply;
    if (client_account(&upload->deployment->client, upload->arena, upload->stack->region, &upload->owner, &reply))
        return DEPLOY_DONE;
    return deploy_refuse(upload->deployment, "tell whose account this is", &reply);
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
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(upload->deployment, "set up the bucket for templates", &reply);
    talk_say(&upload->deployment->talk, INK_DIM, "made bucket '%s' for templates; it keeps versions and is encrypted", upload->bucket.at);
    return DEPLOY_DONE;
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

/* mtc's own bucket of this account and region is made, if the user wants it. */
static enum deploy_status offer_bucket(struct upload *upload, struct text template)
{
    struct deployment *deployment = upload->deployment;
    const char *question = text_format(upload->arena, "The template of '%.*s' is too large for a call. Make the bucket '%s' "
                                       "for templates?", (int)upload->stack->name.length, upload->stack->name.at,
                                       upload->bucket.at).at;
    if (deployment->request->yes)
        return make_bucket(upload);
    if (!deployment->talk.asks)
        return too_large(upload, template);
    enum consent consent = talk_ask(&deployment->talk, question);
    if (consent == CONSENT_STOPPED)
        return deploy_not_approved(deployment, "it was stopped");
    if (consent == CONSENT_YES)
        return make_bucket(upload);
    too_large(upload, template);
    return DEPLOY_NOT_APPROVED;
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

/* Whether the bucket holds the key: a listing, since S3's answers to HEAD have no
   words for why it refuses. */
static bool is_there(struct upload *upload, struct text key, struct reply *reply)
{
    struct buffer query;
    buffer_init(&query, upload->arena);
    query_add(&query, "list-type", TEXT("2"));
    query_add(&query, "max-keys", TEXT("1"));
    query_add(&query, "prefix", key);
    call_s3(upload, "GET", TEXT("/"), buffer_text(&query), TEXT(""), NULL, reply);
    return reply->outcome == REPLY_FINE && answer_find(reply->tree, "Key");
}

/* A bucket of another region does not take the template ("Redirecting requests in
   Amazon S3", Amazon S3 User Guide). */
static enum deploy_status refuse_template(struct upload *upload, const struct reply *reply)
{
    struct deployment *deployment = upload->deployment;
    const struct text *region = headers_find(&reply->headers, "x-amz-bucket-region");
    enum deploy_status status = deploy_refuse(deployment, text_format(upload->arena, "put the template into bucket '%.*s'",
                                                                      (int)upload->bucket.length, upload->bucket.at).at, reply);
    if (region && !text_equal(*region, upload->stack->region))
        report_help(deployment->reporter, deployment->reporter->list.at[deployment->reporter->list.count - 1],
                    "the bucket is in %s: --bucket wants one of %s", talk_clean(deployment->arena, *region).at,
                    text_cstring(deployment->arena, upload->stack->region));
    return status;
}

/* absent: there is no bucket. Who may not list buckets learns it here. */
static enum deploy_status put_template(struct upload *upload, struct text path, struct text template, bool absent)
{
    bool own = !upload->deployment->request->bucket;
    struct reply reply;
    for (;;) {
        enum deploy_status status = absent && own ? offer_bucket(upload, template) : DEPLOY_DONE;
        if (status != DEPLOY_DONE)
            return status;
        call_s3(upload, "PUT", path, TEXT(""), template, "application/json", &reply);
        if (reply.outcome == REPLY_FINE) {
            talk_say(&upload->deployment->talk, INK_DIM, "the template of '%.*s', %zu bytes, goes through bucket '%s'",
                     (int)upload->stack->name.length, upload->stack->name.at, template.length, upload->bucket.at);
            return DEPLOY_DONE;
        }
        if (absent || !own || !text_equal_c(reply.code, "NoSuchBucket"))
            return refuse_template(upload, &reply);
        absent = true;
    }
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
    if (!is_there(upload, text_slice(buffer_text(&path), 1, path.length), &reply)) {
        enum deploy_status status = put_template(upload, buffer_text(&path), template, text_equal_c(reply.code, "NoSuchBucket"));
        if (status != DEPLOY_DONE)
            return status;
    }
    form_add(form, "TemplateURL", template_url(upload, buffer_text(&path)));
    return DEPLOY_DONE;
}

/* The bucket that was named, or mtc's own of this account and region. */
static void name_bucket(struct upload *upload)
{
    const char *told = upload->deployment->request->bucket;
    upload->bucket = told ? text_of(told)
                          : text_format(upload->arena, "mtc-templates-%.*s-%.*s", (int)upload->owner.length, upload->owner.at,
                                        (int)upload->stack->region.length, upload->stack->region.at);
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
    if (status != DEPLOY_DONE)
        return status;
    name_bucket(&upload);
    return send_template(&upload, template, form);
}
