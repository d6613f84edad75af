/* Proofs: whether what a program asserts of its flows is true of its resources.
   `A -> B` asks for every packet from each source to each member of B; `no A -> B`
   that there is none; `via C` that no packet gets past C; `survives` the same once
   more without each zone. What fails is told with the hops that stop it, or that
   let it through; what mtc cannot know is a warning. Contract: grammar/README.md,
   "Assertions". */
#include "check/proof/proof.h"

enum { MOST_NOTES = 8 };

/* One claim: from some places to some members. */
struct claim {
    struct prover *prover;
    const struct flow_end *source, *target;
    struct value ports;             /* VALUE_PORTS, or VALUE_NULL: any */
    const struct flow_ends *via;    /* NULL: not said */
    struct hosts sources, targets;
    struct span span;
    struct passages stops;          /* hops that do not let everything pass */
    bool partly, unsure;            /* of those: some packets may pass; nobody knows */
};

static const struct traffic_asked ANYTHING = { "-1", 0, 65535 };

/* ---------------------------------------------------------------------- places */

static struct party party_of_host(struct prover *prover, const struct host *member, size_t subnet)
{
    return (struct party){ PARTY_MEMBER, text_format(prover->arena, "'%s'", member->resource->id).at, value_null(SPAN_NONE),
                           member, subnet_of(prover, member->subnets.items[subnet]) };
}

/* A side without members, as seen from a member of the other. */
static struct party party_of_network(struct prover *prover, const struct flow_end *end, const struct party *other)
{
    struct scene *scene = prover->scene;
    const struct resource *vpc = other->subnet ? vpc_of_subnet(prover, other->subnet) : NULL;
    struct party place = { PARTY_INTERNET, end->name, value_null(SPAN_NONE), NULL, NULL };
    if (end->kind == FLOW_INTERNET)
        return place;
    place.network = end->kind == FLOW_NETWORK ? scene_see(scene, end->network)
                    : vpc ? scene_property(scene, vpc, "CidrBlock") : value_poison();
    if (end->kind == FLOW_VPC || network_is_private(place.network))
        place.kind = PARTY_NETWORK;
    return place;
}

/* ------------------------------------------------------------------------ ways */

typedef void visit_way(struct claim *claim, const struct way *way, void *context);

static const struct traffic_asked *asked_at(const struct claim *claim, uint32_t i, struct traffic_asked *asked)
{
    if (claim->ports.kind != VALUE_PORTS)
        return &ANYTHING;
    const struct value_port *port = &claim->ports.ports[i];
    *asked = port->from < 0 ? (struct traffic_asked){ port->protocol, 0, 65535 }
                            : (struct traffic_asked){ port->protocol, port->from, port->to };
    return asked;
}

static uint32_t asked_count(const struct claim *claim)
{
    return claim->ports.kind == VALUE_PORTS ? claim->ports.count : 1;
}

static bool is_asked(const struct claim *claim, int64_t port)
{
    struct traffic_asked room;
    for (uint32_t i = 0; i < asked_count(claim); i++) {
        const struct traffic_asked *asked = asked_at(claim, i, &room);
        if (port < 0 || (asked->from <= port && port <= asked->to))
            return true;
    }
    return false;
}

/* From a source to the target through one subnet of a load balancer. */
static struct way way_through(struct claim *claim, const struct party *source, const struct forwarder *forwarder,
                              const struct party *middle, const struct party *target)
{
    struct prover *prover = claim->prover;
    bool datagrams = known_is(scene_property(prover->scene, forwarder->listener, "Protocol"), "UDP");
    struct traffic_asked in = { datagrams ? "udp" : "tcp", forwarder->listens_at, forwarder->listens_at }, out = in;
    out.from = out.to = forwarder->sends_to;
    struct way way = way_direct(prover, source, middle, &in), rest = way_direct(prover, middle, target, &out);
    way_add(prover, &way, passage_at(prover, PASSES, forwarder->listener, "listener '%s' sends port %lld on to port %lld of %s",
                                     forwarder->listener->id, (long long)in.from, (long long)out.from, target->name));
    way_join(prover, &way, &rest);
    return way;
}

/* The same through all subnets of it that are left; any: through the first that lets something pass. */
static struct way way_forwarded(struct claim *claim, const struct party *source, const struct forwarder *forwarder,
                                const struct party *target, bool any)
{
    struct prover *prover = claim->prover;
    struct way way = { .begun = false };
    struct host *balancer = NEW(prover->arena, struct host);
    const struct resource *resource = forwarder->balancer;
    if (!host_read(prover, resource, balancer) || forwarder->listens_at < 0 || forwarder->sends_to < 0) {
        way_add(prover, &way, passage_at(prover, DOUBTFUL, resource, "what '%s' does is not known", resource->id));
        return way;
    }
    for (size_t i = 0; i < balancer->subnets.count; i++) {
        struct party middle = party_of_host(prover, balancer, i);
        if (subnet_is_lost(prover, middle.subnet))
            continue;
        struct way through = way_through(claim, source, forwarder, &middle, target);
        if (any && through.some)
            return through;
        way_join(prover, &way, &through);
    }
    if (!way.begun)
        way_add(prover, &way, passage_at(prover, STOPS, resource, "'%s' stands in the zone that is lost only", resource->id));
    return way;
}

static bool is_via(const struct claim *claim, const struct resource *balancer)
{
    for (size_t i = 0; claim->via && i < claim->via->count; i++) {
        struct hosts members = hosts_of(claim->prover, &claim->via->at[i]);
        for (size_t k = 0; k < members.count; k++)
            if (members.at[k].resource == balancer)
                return true;
    }
    return false;
}

/* Calls visit for each pair of places, each kind of traffic. */
typedef void visit_pair(struct claim *claim, const struct party *source, const struct party *target,
                        const struct traffic_asked *asked);

static void each_source(struct claim *claim, const struct party *target, visit_pair *visit)
{
    struct traffic_asked room;
    for (uint32_t p = 0; p < asked_count(claim); p++) {
        const struct traffic_asked *asked = asked_at(claim, p, &room);
        if (!claim->sources.count) {
            struct party source = party_of_network(claim->prover, claim->source, target);
            visit(claim, &source, target, asked);
        }
        for (size_t i = 0; i < claim->sources.count; i++)
            for (size_t k = 0; k < claim->sources.at[i].subnets.count; k++) {
                struct party source = party_of_host(claim->prover, &claim->sources.at[i], k);
                if (!subnet_is_lost(claim->prover, source.subnet) && source.member->resource != (target->member ? target->member->resource : NULL))
                    visit(claim, &source, target, asked);
            }
    }
}

static void each_pair(struct claim *claim, visit_pair *visit)
{
    if (!claim->targets.count) {
        /* the other side has the members: seen from each of them */
        for (size_t i = 0; i < claim->sources.count; i++)
            for (size_t k = 0; k < claim->sources.at[i].subnets.count; k++) {
                struct traffic_asked room;
                struct party source = party_of_host(claim->prover, &claim->sources.at[i], k);
                struct party target = party_of_network(claim->prover, claim->target, &source);
                for (uint32_t p = 0; !subnet_is_lost(claim->prover, source.subnet) && p < asked_count(claim); p++)
                    visit(claim, &source, &target, asked_at(claim, p, &room));
            }
        return;
    }
    for (size_t i = 0; i < claim->targets.count; i++)
        for (size_t k = 0; k < claim->targets.at[i].subnets.count; k++) {
            struct party target = party_of_host(claim->prover, &claim->targets.at[i], k);
            if (!subnet_is_lost(claim->prover, target.subnet))
                each_source(claim, &target, visit);
        }
}

/* ------------------------------------------------------------- what must arrive */

/* Adds a hop that is not among the list's; whether it was. */
static bool note_once(struct prover *prover, struct passages *list, const struct passage *hop)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].words, hop->words) == 0)
            return false;
    *VEC_ADD(prover->arena, list) = *hop;
    return true;
}

static void note_stops(struct claim *claim, const struct way *way)
{
    claim->partly = claim->partly || way->some;
    for (size_t i = 0; i < way->hops.count; i++)
        if (!way->hops.at[i].all)
            note_once(claim->prover, &claim->stops, &way->hops.at[i]);
    /* where one hop certainly stops it, what is not known of the others is no doubt */
    claim->unsure = claim->unsure || (way->some && way->unsure);
}

/* The way that serves a claim best: certain, else possible, else the last. */
static bool better(const struct way *a, const struct way *b)
{
    return a->all != b->all ? a->all : a->some != b->some && a->some;
}

static void arrives(struct claim *claim, const struct party *source, const struct party *target,
                    const struct traffic_asked *asked)
{
    struct way best = { .begun = false };
    bool any = false;
    struct forwarders list = target->member ? forwarders_to(claim->prover, target->member) : (struct forwarders){ 0 };
    for (size_t i = 0; i < list.count; i++) {
        struct forwarder *forwarder = &list.at[i];
        bool counts = !claim->via || is_via(claim, forwarder->balancer);
        if (!counts || !(is_asked(claim, forwarder->listens_at) || is_asked(claim, forwarder->sends_to)))
            continue;
        struct way way = way_forwarded(claim, source, forwarder, target, false);
        if (!any || better(&way, &best))
            best = way;
        any = true;
    }
    if (!claim->via && !best.all) {
        struct way way = way_direct(claim->prover, source, target, asked);
        if (!any || better(&way, &best))
            best = way;
        any = true;
    }
    if (!any)
        way_add(claim->prover, &best, passage_at(claim->prover, STOPS, target->member->resource, "no load balancer of '%s' sends to %s",
                                                 claim->via->at[0].name, target->name));
    bool holds = claim->ports.kind == VALUE_PORTS || claim->via ? best.all : best.some && !best.unsure;
    if (!holds)
        note_stops(claim, &best);
}

/* --------------------------------------------------------- what must not arrive */

static void note_way(struct claim *claim, const struct way *way)
{
    if (!way->some || (claim->stops.count && !claim->unsure))
        return;     /* one way is told, rather a certain one */
    if (claim->stops.count && way->unsure)
        return;
    claim->stops = way->hops;
    claim->unsure = way->unsure;
}

static void stays_away(struct claim *claim, const struct party *source, const struct party *target,
                       const struct traffic_asked *asked)
{
    struct way way = way_direct(claim->prover, source, target, asked);
    note_way(claim, &way);
    struct forwarders list = target->member ? forwarders_to(claim->prover, target->member) : (struct forwarders){ 0 };
    for (size_t i = 0; i < list.count; i++)
        if (!is_via(claim, list.at[i].balancer)
            && (is_asked(claim, list.at[i].listens_at) || is_asked(claim, list.at[i].sends_to))) {
            way = way_forwarded(claim, source, &list.at[i], target, true);
            note_way(claim, &way);
        }
}

/* --------------------------------------------------------------------- telling */

static void add_notes(struct claim *claim, struct diagnostic *diagnostic)
{
    struct reporter *reporter = claim->prover->scene->check->reporter;
    for (size_t i = 0; i < claim->stops.count && i < MOST_NOTES; i++)
        report_note(reporter, diagnostic, user_place(reporter->sources, claim->stops.at[i].at, claim->stops.at[i].frames), "%s",
                    claim->stops.at[i].words);
}

static void report_doubt(struct claim *claim, const char *why)
{
    add_notes(claim, scene_report_at(claim->prover->scene, MT4008, claim->span, why));
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
    for (size_t i = 0; i < 2; i++) {
        bool has = i ? claim->targets.count : claim->sources.count, needs = ends[i]->kind == FLOW_TIER || ends[i]->kind == FLOW_RESOURCE;
        if (needs && ends[i]->stack && ends[i]->stack != prover->scene->stack)
            report_doubt(claim, text_format(prover->arena, "'%s' stands in another stack", ends[i]->name).at);
        else if (needs && !has)
            report_doubt(claim, text_format(prover->arena, "nothing of '%s' has an address in a network", ends[i]->name).at);
        if (needs && !has)
            return false;
    }
    if (claim->sources.count || claim->targets.count)
        return true;
    report_doubt(claim, "neither side has members");
    return false;
}

static void prove_arrival(struct claim *claim)
{
    each_pair(claim, arrives);
    if (!claim->stops.count)
        return;
    if (claim->unsure)
        report_doubt(claim, doubt(claim));
    else
        add_notes(claim, scene_report_at(claim->prover->scene, claim->partly ? MT4003 : MT4002, claim->span, claim->source->name,
                                         claim->target->name));
}

static void prove_absence(struct claim *claim, bool past)
{
    struct claim other = *claim;
    if (past && claim->ports.kind != VALUE_PORTS)
        other.ports = value_null(SPAN_NONE);
    claim->prover->one_way = true;
    each_pair(&other, stays_away);
    claim->prover->one_way = false;
    if (!other.stops.count)
        return;
    if (other.unsure)
        report_doubt(&other, doubt(&other));
    else if (past)
        add_notes(&other, scene_report_at(claim->prover->scene, MT4005, claim->span, claim->source->name, claim->target->name,
                                          claim->via->at[0].name));
    else
        add_notes(&other, scene_report_at(claim->prover->scene, MT4004, claim->span, claim->source->name, claim->target->name));
}

/* ---------------------------------------------------------------------- losses */

/* What was told of an assertion about losses. */
struct survival {
    struct diagnostic *told;
    struct passages points;
    bool doubted;
};

struct zones { struct scene_zone *at; size_t count, room; };

static void add_zone(struct prover *prover, struct zones *zones, struct scene_zone zone)
{
    for (size_t i = 0; i < zones->count; i++)
        if (zone_same(zones->at[i], zone))
            return;
    if (zone.form != ZONE_UNKNOWN)
        *VEC_ADD(prover->arena, zones) = zone;
}

static struct zones zones_lost(struct prover *prover, const struct assertion *assertion)
{
    struct zones zones = { 0 };
    const struct resource *subnet = NULL;
    if (assertion->lost.kind != VALUE_NULL)
        add_zone(prover, &zones, scene_zone(prover->scene, scene_see(prover->scene, assertion->lost)));
    else
        while ((subnet = scene_next(prover->scene, "AWS::EC2::Subnet", subnet)) != NULL)
            add_zone(prover, &zones, scene_zone(prover->scene, scene_property(prover->scene, subnet, "AvailabilityZone")));
    return zones;
}

/* Leaves the members that survive; what stands against the others is in *points.
   Whether one is left that does the tier's work. */
static bool keep_survivors(struct prover *prover, struct hosts *members, struct passages *points)
{
    size_t kept = 0;
    bool alone = false, any_alone = false;
    for (size_t i = 0; i < members->count; i++) {
        bool stands = host_stands_alone(prover, &members->at[i]);
        any_alone = any_alone || stands;
        if (host_survives(prover, &members->at[i], points)) {
            alone = alone || stands;
            members->at[kept++] = members->at[i];
        }
    }
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

/* A tier that is gone with the zone. Where nothing flows to it, that is all that
   is lost: a warning. True where the claim goes on. */
static bool note_gone(struct claim *claim, const struct flow_end *end, struct hosts *members)
{
    struct passages points = { 0 };
    bool had = members->count > 0;
    if (keep_survivors(claim->prover, members, &points) || !had)
        return true;
    if (end->kind != FLOW_TIER || is_served(claim->prover->scene->check->graph, end)) {
        for (size_t i = 0; i < points.count; i++)
            note_stops(claim, &(struct way){ { &points.at[i], 1, 1 }, true, false, points.at[i].some, points.at[i].unsure });
        return false;
    }
    struct claim alone = { .prover = claim->prover, .stops = points };
    add_notes(&alone, scene_report_at(claim->prover->scene, MT4007, claim->span, end->name, zone_words(claim->prover)));
    return false;
}

/* What a claim hangs on without the zone: one message for an assertion, with all
   of its points. */
static void report_loss(struct claim *claim, struct survival *survival)
{
    struct prover *prover = claim->prover;
    const char *pair = text_format(prover->arena, "%s -> %s", claim->source->name, claim->target->name).at;
    if (claim->unsure && !survival->doubted) {
        report_doubt(claim, text_format(prover->arena, "whether %s survives the loss of %s depends on what is not known here", pair,
                                        zone_words(prover)).at);
        survival->doubted = true;
    }
    if (claim->unsure)
        return;
    struct passages fresh = { 0 };
    for (size_t i = 0; i < claim->stops.count; i++)
        if (note_once(prover, &survival->points, &claim->stops.at[i]))
            *VEC_ADD(prover->arena, &fresh) = claim->stops.at[i];
    claim->stops = fresh;
    if (!survival->told)
        survival->told = scene_report_at(prover->scene, MT4006, claim->span, pair, zone_words(prover));
    add_notes(claim, survival->told);
}

/* The claim once more without the zone. */
static void prove_without(struct claim *claim, struct scene_zone zone, struct survival *survival)
{
    struct claim rest = *claim;
    struct prover *prover = claim->prover;
    prover->loses = true;
    prover->lost = zone;
    rest.stops = (struct passages){ 0 };
    rest.sources = hosts_of(prover, claim->source);
    rest.targets = hosts_of(prover, claim->target);
    bool goes_on = note_gone(&rest, rest.source, &rest.sources);
    goes_on = note_gone(&rest, rest.target, &rest.targets) && goes_on;
    if (goes_on)
        each_pair(&rest, arrives);
    if (rest.stops.count)
        report_loss(&rest, survival);
    prover->loses = false;
}

static void prove_survival(struct claim *claim, const struct zones *zones, struct survival *survival)
{
    for (size_t i = 0; i < zones->count; i++)
        prove_without(claim, zones->at[i], survival);
    if (!zones->count)
        report_doubt(claim, "the zones of the subnets are not known");
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
        prove_survival(&claim, &zones, &survival);
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
        each_pair(&claim, arrives);
        if (claim.stops.count)
            report_doubt(&claim, text_format(prover->arena, "%s -> %s does not hold while every zone stands", claim.source->name,
                                             claim.target->name).at);
        else
            prove_survival(&claim, &zones, &survival);
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
