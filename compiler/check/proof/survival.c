/* Survival: what of a claim is left when a zone is gone with all that stands in it.
   A member that is gone has its reasons (loss.c); the claim is proved once more for
   those that are left. Called by proof.c. */
#include "check/proof/survival.h"

static void add_zone(struct prover *prover, struct zones *zones, struct scene_zone zone)
{
    for (size_t i = 0; i < zones->count; i++)
        if (zone_same(zones->at[i], zone))
            return;
    if (zone.form != ZONE_UNKNOWN)
        *VEC_ADD(prover->arena, zones) = zone;
}

struct survival survival_of(struct prover *prover, const struct assertion *assertion)
{
    struct survival survival = { .told = NULL };
    struct zones *zones = &survival.zones;
    const struct resource *subnet = NULL;
    if (assertion->lost.kind != VALUE_NULL)
        add_zone(prover, zones, scene_zone(prover->scene, scene_see(prover->scene, assertion->lost)));
    else
        while ((subnet = scene_next(prover->scene, "AWS::EC2::Subnet", subnet)) != NULL)
            add_zone(prover, zones, scene_zone(prover->scene, scene_property(prover->scene, subnet, "AvailabilityZone")));
    return survival;
}

/* Leaves the members that survive; what stands against the others is in *points.
   Whether one is left that does the tier's work. */
static bool keep_survivors(struct prover *prover, struct hosts *members, struct passages *points)
{
    size_t kept = 0;
    bool alone = false, any_alone = false;
    prover->tells = true;
    for (size_t i = 0; i < members->count; i++) {
        bool stands = host_stands_alone(prover, &members->at[i]);
        any_alone = any_alone || stands;
        if (host_survives(prover, &members->at[i], points)) {
            alone = alone || stands;
            members->at[kept++] = members->at[i];
        }
    }
    prover->tells = false;
    members->count = kept;
    return any_alone ? alone : kept > 0;
}

static const char *zone_words(struct prover *prover)
{
    return text_format(prover->arena, "zone %.*s", (int)prover->lost.name.length, prover->lost.name.at).at;
}

/* Whether something flows to the tier: its loss is felt elsewhere. */
static bool is_served(const struct graph *graph, const struct flow_end *end)
{
    for (size_t i = 0; i < graph->flows.count; i++)
        if (graph->flows.at[i]->target.kind == FLOW_TIER && graph->flows.at[i]->target.frames == end->frames)
            return true;
    return false;
}

/* Whether something of what stands against the members is not known. */
static bool may_survive(const struct passages *points)
{
    for (size_t i = 0; i < points->count; i++)
        if (points->at[i].possible.count)
            return true;
    return false;
}

/* A tier that is gone with the zone. Where nothing flows to it, that is all that
   is lost: a warning. True where the claim goes on. */
static bool note_gone(struct claim *claim, const struct flow_end *end, struct hosts *members)
{
    struct passages points = { 0 };
    bool had = members->count > 0;
    if (keep_survivors(claim->prover, members, &points) || !had)
        return true;
    if (end->kind != FLOW_TIER || is_served(claim->prover->scene->check->graph, end)) {
        claim->fails = claim->fails || !may_survive(&points);
        claim->unsure = true;
        claim_note(claim, &points);
        return false;
    }
    struct claim alone = { .prover = claim->prover, .stops = points };
    claim_add_notes(&alone, scene_report_at(claim->prover->scene, MT4007, claim->span, end->name, zone_words(claim->prover)));
    return false;
}

/* What a claim hangs on without the zone: one message for an assertion, with all
   of its points. */
static void report_loss(struct claim *claim, struct survival *survival)
{
    struct prover *prover = claim->prover;
    const char *pair = text_format(prover->arena, "%s -> %s", claim->source->name, claim->target->name).at;
    if (!claim->fails) {
        if (!survival->doubted)
            claim_report_doubt(claim, text_format(prover->arena, "whether %s survives the loss of %s depends on what is not known here",
                                                  pair, zone_words(prover)).at);
        survival->doubted = true;
        return;
    }
    struct passages fresh = { 0 };
    for (size_t i = 0; i < claim->stops.count; i++)
        if (note_once(prover, &survival->points, &claim->stops.at[i]))
            *VEC_ADD(prover->arena, &fresh) = claim->stops.at[i];
    claim->stops = fresh;
    prover->disproved = true;
    if (!survival->told)
        survival->told = scene_report_at(prover->scene, MT4006, claim->span, pair, zone_words(prover));
    claim_add_notes(claim, survival->told);
}

/* The claim once more without the zone. */
static void prove_without(const struct claim *claim, struct scene_zone zone, struct survival *survival)
{
    struct claim rest = *claim;
    struct prover *prover = claim->prover;
    prover->loses = true;
    prover->lost = zone;
    rest.sources = hosts_of(prover, claim->source);
    rest.targets = hosts_of(prover, claim->target);
    bool goes_on = note_gone(&rest, rest.source, &rest.sources);
    goes_on = note_gone(&rest, rest.target, &rest.targets) && goes_on;
    if (goes_on)
        claim_arrival(&rest);
    if (rest.unsure || rest.fails)
        report_loss(&rest, survival);
    prover->loses = false;
}

void prove_survival_of(struct claim *claim, struct survival *survival)
{
    for (size_t i = 0; i < survival->zones.count; i++)
        prove_without(claim, survival->zones.at[i], survival);
    if (!survival->zones.count)
        claim_report_doubt(claim, "the zones of the subnets are not known");
}

void prove_survival(struct claim *claim, const struct assertion *assertion)
{
    struct survival survival = survival_of(claim->prover, assertion);
    prove_survival_of(claim, &survival);
}
