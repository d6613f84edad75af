/* Proofs: whether what a program asserts of its flows is true of its resources.
   `A -> B` asks for every packet from each source to each member of B; `no A -> B`
   that there is none; `via C` that no packet gets past C; `survives` the same once
   more without each zone. What fails is told with the hops that stop it, or that
   let it through; what mtc cannot know is a warning. Contract: grammar/README.md,
   "Assertions". */
#include "check/proof/claim.h"

enum { MOST_NOTES = 8 };

/* --------------------------------------------------------------------- telling */

void claim_note(struct claim *claim, struct diagnostic *diagnostic)
{
    struct reporter *reporter = claim->prover->scene->check->reporter;
    for (size_t i = 0; i < claim->stops.count && i < MOST_NOTES; i++)
        report_note(reporter, diagnostic, user_place(reporter->sources, claim->stops.at[i].at, claim->stops.at[i].frames), "%s",
                    claim->stops.at[i].words);
}

void claim_doubt(struct claim *claim, const char *why)
{
    claim_note(claim, scene_report_at(claim->prover->scene, MT4008, claim->span, why));
}

static const char *doubt(struct claim *claim)
{
    return text_format(claim->prover->arena, "whether %s reaches %s depends on what is not known here", claim->source->name,
                       claim->target->name).at;
}

/* False where there is nothing that could be proved. */
static bool find_members(struct claim *claim)
{
    struct prover *prover = claim->prover;
    const struct flow_end *ends[] = { claim->source, claim->target };
    claim->sources = hosts_of(prover, claim->source);
    claim->targets = hosts_of(prover, claim->target);
    for (size_t i = 0; claim->via && i < claim->via->count; i++) {
        struct hosts members = hosts_of(prover, &claim->via->at[i]);
        for (size_t k = 0; k < members.count; k++)
            *VEC_ADD(prover->arena, &claim->middles) = members.at[k];
    }
    for (size_t i = 0; i < 2; i++) {
        bool has = i ? claim->targets.count : claim->sources.count, needs = ends[i]->kind == FLOW_TIER || ends[i]->kind == FLOW_RESOURCE;
        if (needs && ends[i]->stack && ends[i]->stack != prover->scene->stack)
            claim_doubt(claim, text_format(prover->arena, "'%s' stands in another stack", ends[i]->name).at);
        else if (needs && !has)
            claim_doubt(claim, text_format(prover->arena, "nothing of '%s' has an address in a network", ends[i]->name).at);
        if (needs && !has)
            return false;
    }
    if (claim->sources.count || claim->targets.count)
        return true;
    claim_doubt(claim, "neither side has members");
    return false;
}

static void prove_arrival(struct claim *claim)
{
    claim_arrival(claim);
    if (!claim->stops.count)
        return;
    if (claim->unsure)
        claim_doubt(claim, doubt(claim));
    else
        claim_note(claim, scene_report_at(claim->prover->scene, claim->partly ? MT4003 : MT4002, claim->span, claim->source->name,
                                         claim->target->name));
}

static void prove_absence(struct claim *claim, bool past)
{
    struct claim other = *claim;
    if (past && claim->ports.kind != VALUE_PORTS)
        other.ports = value_null(SPAN_NONE);
    claim_absence(&other);
    if (!other.stops.count)
        return;
    if (other.unsure)
        claim_doubt(&other, doubt(&other));
    else if (past)
        claim_note(&other, scene_report_at(claim->prover->scene, MT4005, claim->span, claim->source->name, claim->target->name,
                                          claim->via->at[0].name));
    else
        claim_note(&other, scene_report_at(claim->prover->scene, MT4004, claim->span, claim->source->name, claim->target->name));
}

/* ------------------------------------------------------------------ assertions */

static struct claim claim_of(struct prover *prover, const struct assertion *assertion, const struct flow_end *source,
                             const struct flow_end *target, struct value ports)
{
    bool any = ports.kind == VALUE_NULL && !assertion->refused;
    return (struct claim){ .prover = prover, .source = source, .target = target, .ports = any ? target->ports : ports,
                           .via = assertion->via.count ? &assertion->via : NULL, .span = assertion->span };
}

static void prove_pair(struct prover *prover, const struct assertion *assertion, const struct flow_end *source,
                       const struct flow_end *target)
{
    struct claim claim = claim_of(prover, assertion, source, target, assertion->ports);
    size_t before = prover->scene->check->reporter->list.count;
    if (!find_members(&claim))
        return;
    if (assertion->refused) {
        prove_absence(&claim, false);
        return;
    }
    prove_arrival(&claim);
    if (claim.via && prover->scene->check->reporter->list.count == before)
        prove_absence(&claim, true);
    if (assertion->survives && prover->scene->check->reporter->list.count == before) {
        struct zones zones = zones_lost(prover, assertion);
        struct survival survival = { .told = NULL };
        claim_survival(&claim, &zones, &survival);
    }
}

/* Each declared flow of this stack that holds while every zone stands. */
static void prove_flows(struct prover *prover, const struct assertion *assertion)
{
    const struct graph *graph = prover->scene->check->graph;
    struct zones zones = zones_lost(prover, assertion);
    struct survival survival = { .told = NULL };
    for (size_t i = 0; i < graph->flows.count; i++) {
        const struct flow *flow = graph->flows.at[i];
        const struct stack *home = flow->target.stack ? flow->target.stack : flow->source.stack;
        struct claim claim = claim_of(prover, assertion, &flow->source, &flow->target, flow->ports);
        if ((home && home != prover->scene->stack) || !scene_holds_certainly(prover->scene, flow->condition) || !find_members(&claim))
            continue;
        claim_arrival(&claim);
        if (claim.stops.count)
            claim_doubt(&claim, text_format(prover->arena, "%s -> %s does not hold while every zone stands", claim.source->name,
                                             claim.target->name).at);
        else
            claim_survival(&claim, &zones, &survival);
    }
}

static const struct stack *home_of(const struct graph *graph, const struct assertion *assertion)
{
    const struct flow_ends *sides[] = { &assertion->targets, &assertion->sources };
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < sides[i]->count; k++)
            if (sides[i]->at[k].stack)
                return sides[i]->at[k].stack;
    return graph->stacks.at[0];
}

static void prove_assertions(struct scene *scene, const struct resource *none)
{
    (void)none;
    const struct graph *graph = scene->check->graph;
    struct prover prover = { .scene = scene, .arena = scene->check->arena };
    if (!graph->assertions.count || !scene->check->whole)
        return;
    prover_index(&prover);
    for (size_t i = 0; i < graph->assertions.count; i++) {
        const struct assertion *assertion = graph->assertions.at[i];
        scene_begin(scene);
        if (!scene_holds_certainly(scene, assertion->condition))
            continue;
        if (assertion->every_flow)
            prove_flows(&prover, assertion);
        else if (home_of(graph, assertion) == scene->stack)
            for (size_t s = 0; s < assertion->sources.count; s++)
                for (size_t t = 0; t < assertion->targets.count; t++)
                    prove_pair(&prover, assertion, &assertion->sources.at[s], &assertion->targets.at[t]);
    }
}

const struct scene_rule RULES_OF_PROOFS[] = {
    { NULL, prove_assertions, { MT4002, MT4003, MT4004, MT4005, MT4006, MT4007, MT4008 } },
    { NULL, NULL, { MT0001 } }
};
