/* Settings out of options, environment and profile, in this order. The region
   is never guessed: a stack in the wrong region is found out late. Called at
   the start of a deployment and by the tests. */
#include "deploy/client/settings.h"

#include <stdlib.h>

enum { MOST_ATTEMPTS = 100, USUAL_DELAY_MS = 1000 };

const char *settings_value(const struct settings *settings, const char *variable, const char *property)
{
    const char *value = world_setting(settings->world, settings->arena, variable);
    if (value)
        return value;
    const struct text *there = config_value(settings->section, property);
    return there ? text_cstring(settings->arena, *there) : NULL;
}

static const char *first_of(const struct settings *settings, const char *told, const char *first, const char *second)
{
    if (told)
        return told;
    const char *value = world_setting(settings->world, settings->arena, first);
    return value ? value : world_setting(settings->world, settings->arena, second);
}

/* Five attempts where nothing is said, as in the SDKs' mode of old: what a
   deployment loses by giving up is worth more than three. Returns what is wrong. */
static struct text load_retry(struct settings *settings)
{
    static const struct { const char *name; unsigned attempts; } modes[] = {
        [RETRY_LEGACY] = { "legacy", 5 }, [RETRY_STANDARD] = { "standard", 3 }, [RETRY_ADAPTIVE] = { "adaptive", 3 },
    };
    const char *mode = settings_value(settings, "AWS_RETRY_MODE", "retry_mode"), *end;
    const char *most = settings_value(settings, "AWS_MAX_ATTEMPTS", "max_attempts");
    const char *seconds = world_setting(settings->world, settings->arena, "MTC_RETRY_SECONDS");
    settings->retry = RETRY_LEGACY;
    while (mode && settings->retry <= RETRY_ADAPTIVE && !text_equal_any_case(text_of(mode), text_of(modes[settings->retry].name)))
        settings->retry++;
    if (settings->retry > RETRY_ADAPTIVE)
        return text_format(settings->arena, "the retry mode '%s' is none of legacy, standard, adaptive", mode);
    long number = most ? strtol(most, (char **)&end, 10) : (long)modes[settings->retry].attempts;
    if (number < 1 || (most && *end))
        return text_format(settings->arena, "max_attempts '%s' is no number from 1", most);
    settings->attempts = number > MOST_ATTEMPTS ? MOST_ATTEMPTS : (unsigned)number;
    double told = seconds ? strtod(seconds, NULL) : 0;
    settings->delay_ms = told > 0 && told < 60 ? (int64_t)(told * 1000) : USUAL_DELAY_MS;
    return TEXT("");
}

enum bucket_style settings_style(const struct settings *settings)
{
    struct text style;
    if (!config_sub_value(settings->section, "s3", "addressing_style", &style))
        return STYLE_AUTO;
    return text_equal_c(style, "path") ? STYLE_PATH : text_equal_c(style, "virtual") ? STYLE_VIRTUAL : STYLE_AUTO;
}

struct text settings_load(struct arena *arena, const struct world *world, struct settings *settings,
                          const char *told_profile, const char *told_region)
{
    *settings = (struct settings){ .arena = arena, .world = world, .region = { "", 0 }, .url = { "", 0 } };
    const char *profile = first_of(settings, told_profile, "AWS_PROFILE", "AWS_DEFAULT_PROFILE");
    settings->profile = text_of(profile ? profile : "default");
    settings->profile_option = told_profile != NULL;
    settings->profile_named = profile != NULL;
    config_load(arena, world, &settings->config);
    if (settings->config.problem.length)
        return settings->config.problem;
    settings->section = config_find(&settings->config, CONFIG_PROFILE, settings->profile);
    const char *region = first_of(settings, told_region, "AWS_REGION", "AWS_DEFAULT_REGION");
    const struct text *of_profile = config_value(settings->section, "region");
    settings->region = region ? text_of(region) : of_profile ? *of_profile : TEXT("");
    settings->fips = world_is_true(settings_value(settings, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"));
    settings->dual_stack = world_is_true(settings_value(settings, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"));
    const char *sts = settings_value(settings, "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints");
    settings->sts_global = sts && strcmp(sts, "legacy") == 0;
    return load_retry(settings);
}

struct text settings_endpoint_url(const struct settings *settings, const char *service, struct text *problem)
{
    struct arena *arena = settings->arena;
    *problem = TEXT("");
    if (settings->url.length)
        return settings->url;
    if (world_is_true(settings_value(settings, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")))
        return TEXT("");
    struct text variable = text_format(arena, "AWS_ENDPOINT_URL_%s", service);
    for (char *at = (char *)variable.at; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    const char *value = first_of(settings, NULL, variable.at, "AWS_ENDPOINT_URL");
    if (value)
        return text_of(value);
    struct text url;
    const struct text *named = config_value(settings->section, "services");
    const struct config_section *services = named ? config_find(&settings->config, CONFIG_SERVICES, *named) : NULL;
    if (named && !services)
        *problem = text_format(arena, "%s:%u: there is no section [services %.*s]", settings->section->path, settings->section->line,
                               (int)named->length, named->at);
    if (config_sub_value(services, service, "endpoint_url", &url))
        return url;
    const struct text *general = config_value(settings->section, "endpoint_url");
    return general ? *general : TEXT("");
}

struct text settings_endpoint(const struct settings *settings, enum service service, struct text region,
                              struct text bucket, struct endpoint *endpoint)
{
    struct text problem, url = settings_endpoint_url(settings, service_name(service), &problem);
    struct endpoint_request request = {
        .service = service, .region = region, .fips = settings->fips, .dual_stack = settings->dual_stack,
        .global = service == SERVICE_STS && settings->sts_global,
        .url = url, .bucket = bucket,
    };
    enum bucket_style style = settings_style(settings);
    request.path_style = style == STYLE_PATH || (style == STYLE_AUTO && request.url.length);
    return problem.length ? problem : endpoint_find(settings->arena, &request, endpoint);
}
