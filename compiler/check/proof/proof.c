/* Proofs: whether what a program asserts of its flows is true of its resources, in
   each way in which the stack can be deployed. What fails is told with the hops
   that stop it, or that let it through; what mtc cannot know is a warning.
   Contract: grammar/README.md, "Assertions". */
#include "check/proof/claim.h"
#include "check/proof/survival.h"

/* --------------------------------------------------------------------- one pair */

static const char *doubt(struct claim *claim)
{
    return text_format(claim->prover->arena, "whether %s reaches %s depends on what is not known here", claim->source->name,
                       claim->target->name).at;
}

/* False, and told, where there is nothing that could be proved. */
static bool find_members(struct claim *claim)
{
    struct prover *prover = claim->prover;
    const struct flow_end *ends[] = { claim->source, claim->target };
    claim->sources = hosts_of(prover, claim->source);
    claim->targets = hosts_of(prover, claim->target);
    for (size_t i = 0; i < 2; i++) {
        bool has = i ? claim->targets.count : claim->sources.count, needs = ends[i]->kind == FLOW_TIER || ends[i]->kind == FLOW_RESOURCE;
        if (needs && ends[i]->stack && ends[i]->stack != prover->scene->stack)
            claim_report_doubt(claim, text_format(prover->arena, "'%s' stands in another stack", ends[i]->name).at);
        else if (needs && !has)
            claim_report_doubt(claim, text_format(prover->arena, "nothing of '%s' has an address in a network", ends[i]->name).at);
        if (needs && !has)
            return false;
    }
    if (claim->sources.count || claim->targets.count)
        return true;
    claim_report_doubt(claim, "neither side has members");
    return false;
}

static struct diagnostic *report_claim(struct claim *claim, enum message_id id)
{
    struct scene *scene = claim->prover->scene;
    return id == MT4005 ? scene_report_at(scene, id, claim->span, claim->source->name, claim->target->name, claim->via_name)
                        : scene_report_at(scene, id, claim->span, claim->source->name, claim->target->name);
}

/* Whether it holds; else it is told. */
static bool conclude(struct claim *claim, enum message_id id)
{
    claim->prover->disproved = claim->prover->disproved || claim->fails;
    if (claim->fails)
        claim_add_notes(claim, report_claim(claim, id));
    else if (claim->unsure)
        claim_report_doubt(claim, doubt(claim));
    else if (!claim->pairs)
        claim_report_doubt(claim, text_format(claim->prover->arena, "%s and %s are one system", claim->source->name, claim->target->name).at);
    return !claim->fails && !claim->unsure;
}

/* A VPC or a subnet of this stack stands for its addresses. */
static const struct flow_end *seen_end(struct prover *prover, const struct flow_end *end)
{
    bool block = end->kind == FLOW_RESOURCE && (scene_type_is(end->resource, "AWS::EC2::VPC") || scene_type_is(end->resource, "AWS::EC2::Subnet"));
    if (!block || end->stack != prover->scene->stack)
        return end;
    struct flow_end *network = NEW(prover->arena, struct flow_end);
    *network = *end;
    network->kind = FLOW_NETWORK;
    network->network = scene_property(prover->scene, end->resource, "CidrBlock");
    return network;
}

/* ports: those that are asked about; the target's own where none are said. */
static struct claim claim_of(struct prover *prover, const struct assertion *assertion, const struct flow_end *source,
                             const struct flow_end *target, struct value ports)
{
    return (struct claim){ .prover = prover, .source = seen_end(prover, source), .target = seen_end(prover, target),
                           .ports = ports.kind == VALUE_NULL ? target->ports : ports, .span = assertion->span };
}

static void find_via(struct claim *claim, const struct assertion *assertion)
{
    struct hosts *all = NEW(claim->prover->arena, struct hosts);
    for (size_t i = 0; i < assertion->via.count; i++) {
        struct hosts members = hosts_of(claim->prover, &assertion->via.at[i]);
        for (size_t k = 0; k < members.count; k++)
            *VEC_ADD(claim->prover->arena, all) = members.at[k];
    }
    claim->via = all;
    claim->via_name = assertion->via.at[0].name;
}

static void prove_pair(struct prover *prover, const struct assertion *assertion, const struct flow_end *source,
                       const struct flow_end *target)
{
    struct claim claim = claim_of(prover, assertion, source, target, assertion->ports);
    if (!find_members(&claim))
        return;
    if (assertion->via.count)
        find_via(&claim, assertion);
    /* what must not arrive must not on any port, unless some are said */
    struct claim absence = claim;
    absence.ports = assertion->ports;
    if (assertion->refused) {
        claim_absence(&absence, false);
        conclude(&absence, MT4004);
        return;
    }
    struct claim arrival = claim;
    claim_arrival(&arrival);
    if (!conclude(&arrival, arrival.partly ? MT4003 : MT4002))
        return;
    if (claim.via) {
        claim_absence(&absence, true);
        if (!conclude(&absence, MT4005))
            return;
    }
    if (assertion->survives)
        prove_survival(&claim, assertion);
}

/* ------------------------------------------------------------------ assertions */

/* Each declared flow of this stack that holds while every zone stands. */
static void prove_flows(struct prover *prover, const struct assertion *assertion)
{
    const struct graph *graph = prover->scene->check->graph;
    struct survival survival = survival_of(prover, assertion);
    for (size_t i = 0; i < graph->flows.count; i++) {
        const struct flow *flow = graph->flows.at[i];
        const struct stack *home = flow->target.stack ? flow->target.stack : flow->source.stack;
        struct claim claim = claim_of(prover, assertion, &flow->source, &flow->target, flow->ports);
        if ((home && home != prover->scene->stack) || !scene_holds_certainly(prover->scene, flow->condition) || !find_members(&claim))
            continue;
        struct claim whole = claim;
        claim_arrival(&whole);
        if (whole.fails || whole.unsure)
            claim_report_doubt(&whole, text_format(prover->arena, "%s -> %s does not hold while every zone stands", claim.source->name,
                                                   claim.target->name).at);
        else
            prove_survival_of(&claim, &survival);
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

static void prove_assertion(struct prover *prover, const struct assertion *assertion)
{
    if (assertion->every_flow) {
        prove_flows(prover, assertion);
        return;
    }
    if (home_of(prover->scene->check->graph, assertion) != prover->scene->stack)
        return;
    for (size_t s = 0; s < assertion->sources.count; s++)
        for (size_t t = 0; t < assertion->targets.count; t++)
            prove_pair(prover, assertion, &assertion->sources.at[s], &assertion->targets.at[t]);
}

static void prove_assertions(struct scene *scene, const struct resource *none)
{
    (void)none;
    const struct graph *graph = scene->check->graph;
    struct prover prover = { .scene = scene, .arena = scene->check->arena };
    if (!graph->assertions.count || !scene->check->whole)
        return;
    prover_index_hosts(&prover);
    prover_index_forwarders(&prover);
    if (!scene->disproved)
        scene->disproved = NEW_ARRAY(prover.arena, bool, graph->assertions.count);
    for (size_t i = 0; i < graph->assertions.count; i++) {
        const struct assertion *assertion = graph->assertions.at[i];
        scene_begin(scene);
        prover.disproved = false;
        if (!scene->disproved[i] && scene_holds_certainly(scene, assertion->condition))
            prove_assertion(&prover, assertion);
        scene->disproved[i] = scene->disproved[i] || prover.disproved;
    }
}

void proofs_give_up(struct scene *scene, const char *why)
{
    const struct graph *graph = scene->check->graph;
    scene_begin(scene);
    for (size_t i = 0; i < graph->assertions.count && scene->check->whole; i++)
        if (graph->assertions.at[i]->every_flow || home_of(graph, graph->assertions.at[i]) == scene->stack)
            scene_report_at(scene, MT4008, graph->assertions.at[i]->span, why);
}

const struct scene_rule RULES_OF_PROOFS[] = {
    { NULL, prove_assertions, { MT4002, MT4003, MT4004, MT4005, MT4006, MT4007, MT4008 } },
    { NULL, NULL, { MT0001 } }
};
