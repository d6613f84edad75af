/* Reach: the ways of a claim's packets, from each place of its source to each of
   its target, straight and through load balancers, and which of them count. */
#include "check/proof/claim.h"

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

/* Whether what is asked about may come by the load balancer's port, or by the target's. */
static bool serves(const struct claim *claim, const struct forwarder *forwarder)
{
    return is_asked(claim, forwarder->listens_at) || is_asked(claim, forwarder->sends_to);
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
    for (size_t i = 0; i < claim->middles.count; i++)
        if (claim->middles.at[i].resource == balancer)
            return true;
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
                if (!subnet_is_lost(claim->prover, source.subnet) && source.member->resource != target->member->resource)
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
    for (size_t i = 0; i < claim->targets.count; i++) {
        claim->forwarders = forwarders_to(claim->prover, &claim->targets.at[i]);
        for (size_t k = 0; k < claim->targets.at[i].subnets.count; k++) {
            struct party target = party_of_host(claim->prover, &claim->targets.at[i], k);
            if (!subnet_is_lost(claim->prover, target.subnet))
                each_source(claim, &target, visit);
        }
    }
}

/* ------------------------------------------------------------- what must arrive */

bool passage_once(struct prover *prover, struct passages *list, const struct passage *hop)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].words, hop->words) == 0)
            return false;
    *VEC_ADD(prover->arena, list) = *hop;
    return true;
}

void claim_stop(struct claim *claim, const struct way *way)
{
    claim->partly = claim->partly || way->some;
    for (size_t i = 0; i < way->hops.count; i++)
        if (!way->hops.at[i].all)
            passage_once(claim->prover, &claim->stops, &way->hops.at[i]);
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
    for (size_t i = 0; i < claim->forwarders.count; i++) {
        const struct forwarder *forwarder = &claim->forwarders.at[i];
        bool counts = !claim->via || is_via(claim, forwarder->balancer);
        if (!counts || !serves(claim, forwarder))
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
        claim_stop(claim, &best);
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
    for (size_t i = 0; i < claim->forwarders.count; i++) {
        const struct forwarder *forwarder = &claim->forwarders.at[i];
        if (is_via(claim, forwarder->balancer) || !serves(claim, forwarder))
            continue;
        way = way_forwarded(claim, source, forwarder, target, true);
        note_way(claim, &way);
    }
}

void claim_arrival(struct claim *claim)
{
    each_pair(claim, arrives);
}

void claim_absence(struct claim *claim)
{
    claim->prover->one_way = true;
    each_pair(claim, stays_away);
    claim->prover->one_way = false;
}
