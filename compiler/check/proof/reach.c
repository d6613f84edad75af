/* Reach: all ways from one place to another together: straight, and through load
   balancers, which may stand behind load balancers. What passes on one way passes;
   what is stopped on each is stopped. A load balancer has a node in each of its
   subnets, and nobody chooses which one serves: what one of them stops, does not
   pass for certain. Source: Elastic Load Balancing User Guide, "How Elastic Load
   Balancing works". */
#include "check/proof/proof.h"

enum { DEEPEST = 3 };       /* load balancers behind each other: AWS allows for two */

struct search {
    struct prover *prover;
    const struct traffic_asked *asked;
    const struct course *course;
    unsigned depth;
};

static struct reach find(struct search *search, const struct party *source, const struct party *target);

/* --------------------------------------------------------------------- together */

/* The packets of the question that are stopped, or not, as those of another one are;
   sides: in which the two have the same packets. */
static struct packets as_seen(struct arena *arena, const struct packets *asked, const struct packets *like, unsigned sides)
{
    struct packets seen = packets_seen(arena, like, sides);
    return packets_meet(arena, asked, &seen);
}

static struct packets either(struct arena *arena, const struct packets *a, const struct packets *b)
{
    struct packets both = { 0 };
    packets_add_all(arena, &both, a);
    packets_add_all(arena, &both, b);
    return both;
}

/* One after the other. */
static struct reach then(struct arena *arena, const struct reach *first, const struct reach *next, bool same_source)
{
    unsigned passed = 1u << SIDE_PROTOCOL | (same_source ? 1u << SIDE_SOURCE | 1u << SIDE_SOURCE_PORT : 0);
    unsigned failed = passed & ~(1u << SIDE_SOURCE_PORT);
    struct packets fails = as_seen(arena, &first->asked, &next->fails, failed), may_fail = as_seen(arena, &first->asked, &next->may_fail, failed);
    struct reach both = { .asked = first->asked };
    both.passes = as_seen(arena, &first->passes, &next->passes, passed);
    both.may_pass = as_seen(arena, &first->may_pass, &next->may_pass, passed);
    both.fails = either(arena, &first->fails, &fails);
    both.may_fail = either(arena, &first->may_fail, &may_fail);
    passages_add(arena, &both.hops, &first->hops);
    passages_add(arena, &both.hops, &next->hops);
    return both;
}

/* One or the other, nobody knows which. */
static void add_node(struct arena *arena, struct reach *all, const struct reach *node, bool there_only)
{
    if (there_only && (all->passes.count || !node->may_pass.count || (all->may_pass.count && !node->passes.count)))
        ;           /* the first way that is open is told, rather a certain one */
    else if (there_only)
        all->hops = node->hops;
    else
        passages_add(arena, &all->hops, &node->hops);
    packets_add_all(arena, &all->asked, &node->asked);
    packets_add_all(arena, &all->passes, &node->passes);
    packets_add_all(arena, &all->may_pass, &node->may_pass);
    packets_add_all(arena, &all->fails, &node->fails);
    packets_add_all(arena, &all->may_fail, &node->may_fail);
}

/* How well a way serves. */
static int rank(const struct reach *reach, bool there_only)
{
    return reach->passes.count ? !there_only && !reach->may_fail.count ? 3 : 2 : reach->may_pass.count ? 1 : 0;
}

/* One as well as the other. */
static void add_way(struct arena *arena, struct reach *all, const struct reach *way, bool there_only)
{
    if (!all->asked.count) {
        *all = *way;
        return;
    }
    if (rank(way, there_only) >= rank(all, there_only))        /* a load balancer is rather the way that is meant */
        all->hops = way->hops;
    all->passes = either(arena, &all->passes, &way->passes);
    all->may_pass = either(arena, &all->may_pass, &way->may_pass);
    all->fails = packets_meet(arena, &all->fails, &way->fails);
    all->may_fail = packets_meet(arena, &all->may_fail, &way->may_fail);
}

/* --------------------------------------------------------------- load balancers */

static struct reach answer_of(struct search *search, struct packets asked, struct passage passage)
{
    struct way way;
    way_begin(&way, asked);
    way_add(search->prover, &way, passage);
    return reach_of_way(search->prover, &way, search->asked);
}

/* The known blocks of a list, of the family that is asked about. known: these are all. */
static struct packets clients_in(struct search *search, const struct scene_list *list, bool *known)
{
    struct packets set = { 0 };
    *known = list->whole;
    for (size_t i = 0; i < list->count; i++) {
        struct packet_box box = packet_box_all();
        struct ip_block block;
        bool is_block = ip_block_of(list->items[i], &block);
        *known = *known && is_block;
        if (!is_block || (block.bits == 128) != (search->asked->family == IP_6))
            continue;
        box.side[SIDE_SOURCE] = packet_range_of_block(&block);
        packets_add(search->prover->arena, &set, &box);
    }
    return set;
}

/* A rule may be for some clients only, and others before it take some. */
static void limit_clients(struct search *search, struct reach *reach, const struct forwarder *forwarder)
{
    struct arena *arena = search->prover->arena;
    const struct takings *taken = &forwarder->taken;
    bool known = true, limited = forwarder->sources.count || !forwarder->sources.whole;
    if (!limited && !taken->count)
        return;
    struct packets certain = limited ? clients_in(search, &forwarder->sources, &known) : packets_all(arena);
    struct packets possible = known ? certain : packets_all(arena);
    for (size_t i = 0; i < taken->count; i++) {
        struct packets gone = clients_in(search, &taken->at[i].clients, &known);
        certain = known ? packets_without(arena, &certain, &gone) : (struct packets){ 0 };
        if (taken->at[i].certain)
            possible = packets_without(arena, &possible, &gone);
    }
    const char *words = limited ? "a rule of listener '%s' is for some clients" : "rules of listener '%s' take some clients elsewhere";
    struct passage passage = { .certain = certain, .possible = possible, .at = forwarder->listener->span, .frames = forwarder->listener->frames };
    passage.words = words_of(search->prover, words, forwarder->listener->id);
    struct reach limit = answer_of(search, reach->asked, passage);
    if (limit.hops.at[0].all)
        limit.hops.count = 0;
    *reach = then(arena, reach, &limit, true);
}

static bool is_via(const struct course *course, const struct resource *balancer)
{
    for (size_t i = 0; i < course->via->count; i++)
        if (course->via->at[i].resource == balancer)
            return true;
    return false;
}

/* From the source to the target through one node of a load balancer. */
static struct reach through_node(struct search *search, const struct party *source, const struct forwarder *forwarder,
                                 struct party node, const struct party *target)
{
    struct prover *prover = search->prover;
    const struct traffic_asked in = { forwarder->protocol, forwarder->listens_at, forwarder->listens_at, search->asked->family,
                                      search->asked->there_only };
    struct traffic_asked out = in;
    struct search first = { prover, &in, search->course, search->depth + 1 };
    struct course any = { ANY_WAY, NULL };
    if (search->course->kind == ONLY_VIA && is_via(search->course, forwarder->balancer))
        first.course = &any;
    out.from = out.to = forwarder->sends_to;
    out.family = forwarder->family;
    struct reach reach = find(&first, source, &node);
    if (!reach.asked.count)
        return reach;
    limit_clients(&first, &reach, forwarder);
    struct passage listener = passage_at(prover, PASSES, forwarder->listener, "listener '%s' sends port %lld on to port %lld of %s",
                                         forwarder->listener->id, (long long)in.from, (long long)out.from, target->name);
    listener.all = listener.some = true;
    *VEC_ADD(prover->arena, &reach.hops) = listener;
    bool same_family = in.family == out.family;     /* else it sends with its own address */
    if (forwarder->keeps_client == KEEPS_YES && same_family) {
        node.bears = source;
        node.name = words_of(prover, "%s by %s", source->name, node.name);
    }
    struct way way = way_direct(prover, &node, target, &out);
    if (forwarder->keeps_client == KEEPS_UNKNOWN && same_family)
        way_add(prover, &way, passage_at(prover, DOUBTFUL, forwarder->listener, "whether '%s' keeps the clients' addresses is not known",
                                         forwarder->balancer->id));
    struct reach next = reach_of_way(prover, &way, &out);
    return then(prover->arena, &reach, &next, node.bears != NULL);
}

/* Whether two subnets are certainly in two zones. */
static bool are_apart(struct scene *scene, const struct resource *a, const struct resource *b)
{
    return zone_other(scene_zone(scene, scene_property(scene, a, "AvailabilityZone")),
                      scene_zone(scene, scene_property(scene, b, "AvailabilityZone")));
}

/* Whether a node sends to the target: to its own zone only, unless it crosses. */
static bool serves(struct prover *prover, const struct forwarder *forwarder, const struct resource *node, const struct resource *target)
{
    return forwarder->crosses || !node || !target || !are_apart(prover->scene, node, target);
}

/* Whether the load balancer is certainly not in the target's zone: it sends nothing there then. */
static bool is_elsewhere(struct prover *prover, const struct host *balancer, const struct resource *target)
{
    bool elsewhere = target && balancer->subnets.whole;
    for (size_t i = 0; elsewhere && i < balancer->subnets.count; i++) {
        const struct resource *subnet = subnet_of(prover, balancer->subnets.items[i]);
        elsewhere = subnet && are_apart(prover->scene, subnet, target);
    }
    return elsewhere;
}

/* Through all nodes that are left. */
static struct reach through_balancer(struct search *search, const struct party *source, const struct forwarder *forwarder,
                                     const struct party *target, struct packets asked)
{
    struct prover *prover = search->prover;
    const struct resource *resource = forwarder->balancer;
    struct host *balancer = NEW(prover->arena, struct host);
    struct reach all = { .asked = { 0 } };
    bool any_left = false;
    if (!host_read(prover, resource, balancer) || forwarder->listens_at < 0 || forwarder->sends_to < 0)
        return answer_of(search, asked, passage_at(prover, DOUBTFUL, resource, "what '%s' does is not known", resource->id));
    if (is_elsewhere(prover, balancer, target->subnet))
        return answer_of(search, asked, passage_at(prover, STOPS, resource, "'%s' has no subnet in the zone of '%s'", resource->id,
                                                   target->subnet->id));
    for (size_t i = 0; i < balancer->subnets.count; i++) {
        struct party node = party_of_host(prover, balancer, i);
        if (subnet_is_lost(prover, node.subnet) || !serves(prover, forwarder, node.subnet, target->subnet))
            continue;
        any_left = true;
        struct reach through = through_node(search, source, forwarder, node, target);
        add_node(prover->arena, &all, &through, search->asked->there_only);
    }
    if (!any_left)
        return answer_of(search, asked, passage_at(prover, STOPS, resource, prover->loses ? "'%s' stands in the zone that is lost only"
                                                                                          : "'%s' sends nothing there", resource->id));
    return all;
}

/* What the load balancer serves of the question: packets of its listener's protocol
   for the port that it listens at, or that it sends to. */
static struct packets served_by(struct prover *prover, const struct forwarder *forwarder)
{
    const int64_t ports[] = { forwarder->listens_at, forwarder->sends_to };
    struct packets served = { 0 };
    for (size_t i = 0; i < 2; i++)
        for (uint64_t protocol = 6; protocol <= 17; protocol += 11) {
            struct packet_box box = packet_box_all();
            box.side[SIDE_PROTOCOL] = packet_range_of(protocol, protocol);
            if (ports[i] >= 0)
                box.side[SIDE_TARGET_PORT] = packet_range_of((uint64_t)ports[i], (uint64_t)ports[i]);
            if (strstr(forwarder->protocol, protocol == 6 ? "tcp" : "udp"))
                packets_add(prover->arena, &served, &box);
        }
    return served;
}

/* "tcp 443" */
static const char *listened_words(struct prover *prover, const struct forwarder *forwarder)
{
    return forwarder->listens_at < 0 ? forwarder->protocol
                                     : words_of(prover, "%s %lld", forwarder->protocol, (long long)forwarder->listens_at);
}

/* As an answer to the question; false where it has nothing to do with that. */
static bool forwarded(struct search *search, const struct party *source, const struct forwarder *forwarder,
                      const struct party *target, struct packets asked, struct reach *answer)
{
    struct arena *arena = search->prover->arena;
    struct packets box = served_by(search->prover, forwarder), served = packets_meet(arena, &asked, &box);
    const unsigned failed = 1u << SIDE_SOURCE | 1u << SIDE_PROTOCOL, passed = failed | 1u << SIDE_SOURCE_PORT;
    if (!served.count)
        return false;
    struct reach through = through_balancer(search, source, forwarder, target, served);
    if (!through.asked.count)
        return false;
    struct packets others = packets_without(arena, &asked, &box);
    struct packets fails = as_seen(arena, &served, &through.fails, failed), may_fail = as_seen(arena, &served, &through.may_fail, failed);
    *answer = (struct reach){ .asked = asked, .hops = through.hops };
    answer->passes = as_seen(arena, &served, &through.passes, passed);
    answer->may_pass = as_seen(arena, &served, &through.may_pass, passed);
    if (search->asked->there_only)
        return true;
    if (others.count) {
        struct passage rest = passage_at(search->prover, DOUBTFUL, forwarder->listener, "listener '%s' takes %s only",
                                         forwarder->listener->id, listened_words(search->prover, forwarder));
        *VEC_ADD(arena, &answer->hops) = rest;
    }
    others = packets_seen(arena, &others, SIDES_FAILED);
    answer->fails = either(arena, &others, &fails);
    answer->may_fail = either(arena, &others, &may_fail);
    return true;
}

/* ------------------------------------------------------------------------- all */

static struct reach find(struct search *search, const struct party *source, const struct party *target)
{
    struct prover *prover = search->prover;
    struct reach all = { .asked = { 0 } }, way;
    struct packets asked = packets_asked(prover, source, target, search->asked);
    bool there_only = search->asked->there_only;
    asked = packets_seen(prover->arena, &asked, SIDES_PASSED);
    if (search->course->kind != ONLY_VIA) {
        struct way direct = way_direct(prover, source, target, search->asked);
        all = reach_of_way(prover, &direct, search->asked);
    }
    struct forwarders list = target->member && search->depth < DEEPEST ? forwarders_to(prover, target->member->resource) : (struct forwarders){ 0 };
    for (size_t i = 0; i < list.count; i++)
        if (!(source->member && source->member->resource == list.at[i].balancer)
            && !(search->course->kind == ONLY_PAST && is_via(search->course, list.at[i].balancer))
            && (there_only || !all.asked.count || all.may_fail.count)
            && forwarded(search, source, &list.at[i], target, asked, &way))
            add_way(prover->arena, &all, &way, there_only);
    return all;
}

struct reach reach_find(struct prover *prover, const struct party *source, const struct party *target,
                        const struct traffic_asked *asked, const struct course *course)
{
    struct search search = { prover, asked, course, 0 };
    return find(&search, source, target);
}
