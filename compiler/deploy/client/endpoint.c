/* Endpoints by rule, as the SDKs know them: nothing is looked up over the
   network, and a region that is newer than mtc works. Called by client.c. */
#include "deploy/client/endpoint.h"

#include "deploy/client/uri.h"

const char *service_name(enum service service)
{
    static const char *const names[] = { "cloudformation", "sts", "s3", "sso", "sso_oidc", "signin" };
    return names[service];
}

/* The SDKs' partitions.json of August 2026. */
const struct partition *partition_of(struct text region)
{
    static const struct partition partitions[] = {
        { "aws", "", "amazonaws.com", "api.aws" },
        { "aws-cn", "cn- aws-cn-global ", "amazonaws.com.cn", "api.amazonwebservices.com.cn" },
        { "aws-us-gov", "us-gov- aws-us-gov-global ", "amazonaws.com", "api.aws" },
        { "aws-eusc", "eusc- ", "amazonaws.eu", "api.amazonwebservices.eu" },
        { "aws-iso", "us-iso- aws-iso-global ", "c2s.ic.gov", "api.aws.ic.gov" },
        { "aws-iso-b", "us-isob- aws-iso-b-global ", "sc2s.sgov.gov", "api.aws.scloud" },
        { "aws-iso-e", "eu-isoe- aws-iso-e-global ", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk" },
        { "aws-iso-f", "us-isof- aws-iso-f-global ", "csp.hci.ic.gov", "api.aws.hci.ic.gov" },
    };
    for (size_t i = 1; i < sizeof partitions / sizeof *partitions; i++)
        for (const char *prefix = partitions[i].prefixes; *prefix; prefix = strchr(prefix, ' ') + 1) {
            size_t length = (size_t)(strchr(prefix, ' ') - prefix);
            if (region.length >= length && memcmp(region.at, prefix, length) == 0)
                return &partitions[i];
        }
    return &partitions[0];
}

/* A region is one label of a host's name. */
static bool is_label(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !(c == '-' && i > 0 && i + 1 < text.length))
            return false;
    }
    return text.length > 0 && text.length < 64;
}

/* ----------------------------------------------------------------------- STS */

/* The regions that the global endpoint serves; it signs for us-east-1. */
static bool is_global_sts(const struct endpoint_request *request)
{
    static const char *const regions[] = {
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1", "eu-central-1",
        "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"
    };
    if (request->service != SERVICE_STS || request->fips || request->dual_stack)
        return false;
    for (size_t i = 0; request->global && i < sizeof regions / sizeof *regions; i++)
        if (text_equal_c(request->region, regions[i]))
            return true;
    return text_equal_c(request->region, "aws-global");
}

/* Hosts of another form than all others'; NULL where it has none. */
static const char *sign_in_suffix(const struct endpoint_request *request, const struct partition *partition)
{
    static const char *const suffixes[][2] = {
        { "aws", "signin.aws.amazon.com" }, { "aws-cn", "signin.amazonaws.cn" }, { "aws-us-gov", "signin.amazonaws-us-gov.com" },
    };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (request->service == SERVICE_SIGNIN && !request->fips && !request->dual_stack
            && strcmp(partition->id, suffixes[i][0]) == 0)
            return suffixes[i][1];
    return NULL;
}

static struct text by_region(struct arena *arena, const struct endpoint_request *request, struct endpoint *endpoint)
{
    static const char *const hosts[] = { "cloudformation", "sts", "s3", "portal.sso", "oidc", "signin" };
    const struct partition *partition = partition_of(request->region);
    if (is_global_sts(request)) {
        *endpoint = (struct endpoint){ TEXT("https://sts.amazonaws.com"), TEXT("us-east-1") };
        return TEXT("");
    }
    const char *sign_in = sign_in_suffix(request, partition);
    if (sign_in) {
        endpoint->url = text_format(arena, "https://%.*s.%s", (int)request->region.length, request->region.at, sign_in);
        return TEXT("");
    }
    /* GovCloud's ordinary endpoints are those of FIPS 140. */
    bool plain = request->fips && !request->dual_stack && strcmp(partition->id, "aws-us-gov") == 0
                 && request->service != SERVICE_SIGNIN;
    endpoint->url = text_format(arena, "https://%s%s.%.*s.%s", hosts[request->service],
                                request->fips && !plain ? "-fips" : "", (int)request->region.length, request->region.at,
                                request->dual_stack ? partition->dual_suffix : partition->suffix);
    return TEXT("");
}

/* ------------------------------------------------------------------------ S3 */

/* A bucket's name that can be a part of a host's: 3 to 63 of a-z 0-9 and -,
   in labels if dots may stand between them ("Bucket naming rules"). */
static bool is_host_part(struct text bucket, bool dots)
{
    if (bucket.length < 3 || bucket.length > 63)
        return false;
    bool numbers = true;
    for (size_t i = 0; i < bucket.length; i++) {
        char c = bucket.at[i];
        bool inner = i > 0 && i + 1 < bucket.length;
        bool beside_dot = inner && (bucket.at[i - 1] == '.' || bucket.at[i + 1] == '.');
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && inner && !beside_dot)
              || (c == '.' && dots && inner && !beside_dot)))
            return false;
        numbers = numbers && ((c >= '0' && c <= '9') || c == '.');
    }
    return !numbers || !memchr(bucket.at, '.', bucket.length);
}

static bool is_address(struct text host)
{
    bool numbers = true;
    for (size_t i = 0; i < host.length; i++)
        numbers = numbers && ((host.at[i] >= '0' && host.at[i] <= '9') || host.at[i] == '.');
    return numbers || memchr(host.at, ':', host.length);
}

static void place_bucket(struct arena *arena, const struct endpoint_request *request, const struct uri *uri,
                         struct endpoint *endpoint)
{
    bool plain = text_equal_c(uri->scheme, "http");
    struct text path = uri->path;
    while (path.length && path.at[path.length - 1] == '/')
        path.length--;
    struct buffer out;
    buffer_init(&out, arena);
    buffer_add(&out, uri->scheme);
    buffer_add_c(&out, "://");
    bool in_host = request->bucket.length && !request->path_style && is_host_part(request->bucket, plain)
                   && !is_address(uri->host);
    if (in_host) {
        buffer_add(&out, request->bucket);
        buffer_add_char(&out, '.');
    }
    buffer_add(&out, uri->authority);
    buffer_add(&out, path);
    if (request->bucket.length && !in_host) {
        buffer_add_char(&out, '/');
        uri_encode(&out, request->bucket, false);
    }
    endpoint->url = buffer_text(&out);
}

/* A password in it is not told. */
static struct text no_url(struct arena *arena, struct text url)
{
    size_t start = url.length;
    while (start && url.at[start - 1] != '@')
        start--;
    return text_format(arena, "the endpoint '%s%.*s' is no http or https URL%s", start ? "…@" : "", (int)(url.length - start),
                       url.at + start, start ? ", which has no user" : "");
}

static struct text find_s3(struct arena *arena, const struct endpoint_request *request, struct endpoint *endpoint)
{
    struct uri uri;
    struct text url = request->url;
    const struct partition *partition = partition_of(request->region);
    if (request->fips && strcmp(partition->id, "aws-cn") == 0)
        return TEXT("partition does not support FIPS");
    bool global = text_equal_c(request->region, "aws-global");
    if (global)
        endpoint->region = TEXT("us-east-1");
    if (!url.length && (global || (request->global && text_equal_c(request->region, "us-east-1"))) && !request->fips
        && !request->dual_stack)
        url = TEXT("https://s3.amazonaws.com");
    if (!url.length)
        url = text_format(arena, "https://s3%s%s.%.*s.%s", request->fips ? "-fips" : "",
                          request->dual_stack ? ".dualstack" : "", (int)endpoint->region.length, endpoint->region.at,
                          partition->suffix);
    if (!uri_split(arena, url, &uri))
        return no_url(arena, url);
    place_bucket(arena, request, &uri, endpoint);
    return TEXT("");
}

struct text endpoint_find(struct arena *arena, const struct endpoint_request *request, struct endpoint *endpoint)
{
    struct uri uri;
    *endpoint = (struct endpoint){ { "", 0 }, request->region };
    if (request->url.length && (request->fips || request->dual_stack))
        return text_format(arena, "%s%s and a custom endpoint do not go together", request->fips ? "FIPS" : "",
                           request->dual_stack ? request->fips ? " and dual-stack" : "dual-stack" : "");
    if (!request->region.length && (!request->url.length || request->service == SERVICE_S3))
        return TEXT("no region is set");
    bool named = !request->url.length || request->service == SERVICE_S3;
    if (request->region.length && named && !is_label(request->region))
        return text_format(arena, "'%.*s' is no region", (int)request->region.length, request->region.at);
    if (request->service == SERVICE_S3)
        return find_s3(arena, request, endpoint);
    if (!request->url.length)
        return by_region(arena, request, endpoint);
    if (!uri_split(arena, request->url, &uri))
        return no_url(arena, request->url);
    endpoint->url = request->url;
    while (endpoint->url.length && endpoint->url.at[endpoint->url.length - 1] == '/')
        endpoint->url.length--;
    return TEXT("");
}
