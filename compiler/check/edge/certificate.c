/* Certificates and their regions: CloudFront takes them from one region, a load
   balancer from its own. Sources: Amazon CloudFront Developer Guide,
   "Requirements for using SSL/TLS certificates with CloudFront"; AWS Certificate
   Manager User Guide, "Supported Regions". */
#include "check/edge/region.h"

/* The stack's output of that name. */
static const struct stack_output *output_of(const struct stack *stack, const char *id)
{
    for (size_t i = 0; i < stack->outputs.count; i++)
        if (strcmp(stack->outputs.at[i]->id, id) == 0)
            return stack->outputs.at[i];
    return NULL;
}

static const struct resource *named_by(struct value value)
{
    if (value.kind == VALUE_RESOURCE)
        return value.resource;
    return value.kind == VALUE_ATTRIBUTE ? value.attribute->resource : NULL;
}

const struct resource *region_source(struct scene *scene, struct value value)
{
    if (value.kind != VALUE_PARAMETER || !value.parameter->from)
        return scene_target(scene, value);
    const struct stack_output *output = output_of(value.parameter->from, value.parameter->from_output);
    return output ? named_by(output->value) : NULL;
}

/* The fourth part of arn:aws:acm:us-east-1:…, which may end before its end. */
static struct text region_of_arn(struct text arn)
{
    size_t colons[4], count = 0;
    if (!text_starts(arn, "arn:aws:"))
        return TEXT("");
    for (size_t i = 0; i < arn.length && count < 4; i++)
        if (arn.at[i] == ':')
            colons[count++] = i;
    return count == 4 ? text_slice(arn, colons[2] + 1, colons[3]) : TEXT("");
}

struct text region_of(struct scene *scene, struct value value)
{
    struct text arn;
    const struct resource *source = region_source(scene, value);
    if (source)
        return source->stack->region.kind == VALUE_STRING ? value_text(source->stack->region) : TEXT("");
    return known_start(scene, value, &arn) ? region_of_arn(arn) : TEXT("");
}

static bool is_certificate(struct scene *scene, struct value value)
{
    const struct resource *source = region_source(scene, value);
    return !source || scene_type_is(source, "AWS::CertificateManager::Certificate");
}

/* Of another stack, which goes where the deployment goes: perhaps not to us-east-1. */
static bool goes_anywhere(const struct resource *distribution, const struct resource *certificate)
{
    return certificate && certificate->stack != distribution->stack && certificate->stack->region.kind != VALUE_STRING;
}

static void distribution_certificate(struct scene *scene, const struct resource *distribution)
{
    struct value at = scene_property(scene, distribution, "DistributionConfig.ViewerCertificate.AcmCertificateArn");
    const struct resource *source = region_source(scene, at);
    bool uncertain = goes_anywhere(distribution, source);
    struct text region = uncertain ? TEXT("the region of the deployment") : region_of(scene, at);
    if (!region.length || text_equal_c(region, EDGE_REGION) || !is_certificate(scene, at))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3401, distribution, at, text_cstring(scene->check->arena, region));
    if (source)
        scene_note(scene, diagnostic, source);
    if (uncertain)
        report_lower(scene->check->reporter, diagnostic);
}

/* --------------------------------------------------------------------- names */

/* *.example.com covers www.example.com, and neither example.com nor a.b.example.com. */
static bool covers(struct text certified, struct text name)
{
    size_t dot = 0;
    if (text_equal_any_case(certified, name))
        return true;
    if (!text_starts(certified, "*."))
        return false;
    while (dot < name.length && name.at[dot] != '.')
        dot++;
    return dot > 0 && text_equal_any_case(text_slice(certified, 1, certified.length), text_slice(name, dot, name.length));
}

/* Whether a certificate certainly has no name for this one. */
static bool leaves_out(struct scene *scene, const struct resource *certificate, struct text name)
{
    struct scene_list others = scene_property_items(scene, certificate, "SubjectAlternativeNames");
    struct text certified;
    if (!others.whole || !known_text(scene, scene_property(scene, certificate, "DomainName"), &certified)
        || covers(certified, name))
        return false;
    for (size_t i = 0; i < others.count; i++)
        if (!known_text(scene, others.items[i], &certified) || covers(certified, name))
            return false;
    return true;
}

static void distribution_names(struct scene *scene, const struct resource *distribution)
{
    struct value at = scene_property(scene, distribution, "DistributionConfig.ViewerCertificate.AcmCertificateArn");
    const struct resource *certificate = region_source(scene, at);
    struct scene_list aliases = scene_property_items(scene, distribution, "DistributionConfig.Aliases");
    if (!scene_type_is(certificate, "AWS::CertificateManager::Certificate"))
        return;
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < aliases.count; i++, scene_return(scene, basis)) {
        struct text name;
        if (known_text(scene, aliases.items[i], &name) && leaves_out(scene, certificate, name))
            scene_note(scene, scene_report(scene, MT3417, distribution, aliases.items[i], certificate->id,
                                           text_cstring(scene->check->arena, name)), certificate);
    }
}

static void listener_certificate(struct scene *scene, const struct resource *listener)
{
    struct scene_list certificates = scene_property_items(scene, listener, "Certificates");
    struct text own = scene_region(scene);
    for (size_t i = 0; own.length && i < certificates.count; i++) {
        struct value at = scene_field(scene, certificates.items[i], "CertificateArn");
        struct text region = region_of(scene, at);
        if (region.length && !text_equal(region, own) && is_certificate(scene, at))
            scene_report(scene, MT3402, listener, at, text_cstring(scene->check->arena, region),
                         text_cstring(scene->check->arena, own));
    }
}

const struct scene_rule RULES_OF_CERTIFICATES[] = {
    { "AWS::CloudFront::Distribution", distribution_certificate, { MT3401 } },
    { "AWS::CloudFront::Distribution", distribution_names, { MT3417 } },
    { "AWS::ElasticLoadBalancingV2::Listener", listener_certificate, { MT3402 } },
    { "AWS::ElasticLoadBalancingV2::ListenerCertificate", listener_certificate, { MT3402 } },
    { NULL, NULL, { MT0001 } }
};
