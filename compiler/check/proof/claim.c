/* Claims: each pair of places, each kind of traffic, held against what is asserted.
   `A -> B` asks for every packet from each source to each member of B, and for the
   answers; `no A -> B` that there is no way on which a packet gets there. Contract:
   grammar/README.md, "Assertions". Called by proof.c and survival.c. */
#include "check/proof/claim.h"

enum { MOST_NOTES = 8 };

static const struct traffic_asked ANYTHING = { "-1", 0, 65535, IP_4, false };

/* ----------------------------------------------------------------------- pairs */

typedef void visit_pair(struct claim *claim, const struct party *source, const struct party *target,
                        const struct traffic_asked *asked, const struct course *course);

struct visit {
    struct claim *claim;
    visit_pair *pair;
    const struct course *course;
    bool there_only;
};

/* "tcp 80" of the ports that are asked about. */
static struct traffic_asked asked_at(const struct claim *claim, uint32_t i)
{
    struct traffic_asked asked = ANYTHING;
    if (claim->ports.kind != VALUE_PORTS)
        return asked;
    const struct value_port *port = &claim->ports.ports[i];
    asked.protocol = port->protocol;
    if (port->from >= 0) {
        asked.from = port->from;
        asked.to = port->to;
    }
    return asked;
}

/* What must not get there must not by IPv6 either; what must does not need it,
   unless nothing else is asked about. A load balancer speaks for its targets. */
static bool asks_family(const struct visit *visit, const struct party *source, const struct party *target, enum ip_family family)
{
    bool spoken_for = target->member && forwarders_to(visit->claim->prover, target->member->resource).count > 0;
    bool four = source->addresses[IP_4].there != ADDRESSES_NONE && (spoken_for || target->addresses[IP_4].there != ADDRESSES_NONE);
    bool six = source->addresses[IP_6].there != ADDRESSES_NONE && (spoken_for || target->addresses[IP_6].there != ADDRESSES_NONE);
    return family == IP_4 ? four || !six : six && (visit->there_only || !four);
}

static void visit_kinds(const struct visit *visit, const struct party *source, const struct party *target)
{
    struct claim *claim = visit->claim;
    uint32_t count = claim->ports.kind == VALUE_PORTS ? claim->ports.count : 1;
    claim->pairs++;
    for (uint32_t i = 0; i < count; i++)
        for (int family = IP_4; family < IP_FAMILIES; family++) {
            struct traffic_asked asked = asked_at(claim, i);
            asked.family = family;
            asked.there_only = visit->there_only;
            if (asks_family(visit, source, target, family))
                visit->pair(claim, source, target, &asked, visit->course);
        }
}

/* Of a side without members: where the network lies, as seen from the other. */
static void visit_network(const struct visit *visit, const struct flow_end *end, const struct party *member, bool is_source)
{
    struct parties places = parties_of_network(visit->claim->prover, end, member);
    for (size_t i = 0; i < places.count; i++)
        visit_kinds(visit, is_source ? &places.at[i] : member, is_source ? member : &places.at[i]);
}

static void visit_sources(const struct visit *visit, const struct party *target)
{
    struct claim *claim = visit->claim;
    for (size_t i = 0; i < claim->sources.count; i++)
        for (size_t k = 0; k < claim->sources.at[i].subnets.count; k++) {
            struct party source = party_of_host(claim->prover, &claim->sources.at[i], k);
            bool itself = source.member->resource == target->member->resource && source.member->single;
            if (!subnet_is_lost(claim->prover, source.subnet) && !itself)
                visit_kinds(visit, &source, target);
        }
}

static void visit_pairs(const struct visit *visit)
{
    struct claim *claim = visit->claim;
    bool to_members = claim->targets.count > 0;
    const struct hosts *members = to_members ? &claim->targets : &claim->sources;
    for (size_t i = 0; i < members->count; i++)
        for (size_t k = 0; k < members->at[i].subnets.count; k++) {
            struct party member = party_of_host(claim->prover, &members->at[i], k);
            if (subnet_is_lost(claim->prover, member.subnet))
                continue;
            if (!to_members)
                visit_network(visit, claim->target, &member, false);
            else if (claim->sources.count)
                visit_sources(visit, &member);
            else
                visit_network(visit, claim->source, &member, true);
        }
}

/* What fails is looked at once more for the words: most assertions hold. */
static void look(const struct visit *visit)
{
    struct claim *claim = visit->claim;
    const struct claim before = *claim;
    visit_pairs(visit);
    if (!claim->fails && !claim->unsure)
        return;
    *claim = before;
    claim->prover->tells = true;
    visit_pairs(visit);
    claim->prover->tells = false;
}

/* ------------------------------------------------------------- what must arrive */

bool note_once(struct prover *prover, struct passages *list, const struct passage *hop)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].words, hop->words) == 0)
            return false;
    *VEC_ADD(prover->arena, list) = *hop;
    return true;
}

/* all: also those that let everything pass. */
static void note_hops(struct claim *claim, const struct passages *hops, bool all)
{
    for (size_t i = 0; i < hops->count; i++)
        if (all || !hops->at[i].all)
            note_once(claim->prover, &claim->stops, &hops->at[i]);
}

void claim_note(struct claim *claim, const struct passages *hops)
{
    note_hops(claim, hops, false);
}

/* Where no ports are said, some will do, for every address on both sides: whether
   there is one on which none of the packets fails. */
static bool has_port_without(struct claim *claim, const struct packets *asked, const struct packets *failing)
{
    const unsigned sides = 1u << SIDE_TARGET_PORT | 1u << SIDE_PROTOCOL;
    struct packets all = packets_seen(claim->prover->arena, asked, sides), some = packets_seen(claim->prover->arena, failing, sides);
    return !packets_hold(claim->prover->arena, &some, &all);
}

static void arrives(struct claim *claim, const struct party *source, const struct party *target,
                    const struct traffic_asked *asked, const struct course *course)
{
    struct reach reach = reach_find(claim->prover, source, target, asked, course);
    if (!reach.asked.count) {
        const struct host *member = target->member ? target->member : source->member;
        struct passage none = passage_at(claim->prover, STOPS, member->resource, "no load balancer of '%s' sends to %s", claim->via_name,
                                         target->name);
        *VEC_ADD(claim->prover->arena, &reach.hops) = none;
        claim_note(claim, &reach.hops);
        claim->fails = true;
        return;
    }
    bool everything = claim->ports.kind == VALUE_PORTS;
    bool holds = everything ? !reach.may_fail.count : has_port_without(claim, &reach.asked, &reach.may_fail);
    bool fails = (everything ? reach.fails.count > 0 : !has_port_without(claim, &reach.asked, &reach.fails)) && !source->perhaps
                 && !target->perhaps;
    claim->partly = claim->partly || reach.may_pass.count > 0;
    if (holds)
        return;
    if (fails && !claim->fails)
        claim->stops = (struct passages){ 0 };      /* rather what certainly stops it than what may */
    if (fails || !claim->fails)
        claim_note(claim, &reach.hops);
    claim->fails = claim->fails || fails;
    claim->unsure = true;
}

void claim_arrival(struct claim *claim)
{
    struct course course = { claim->via ? ONLY_VIA : ANY_WAY, claim->via };
    struct visit visit = { claim, arrives, &course, false };
    look(&visit);
}

/* --------------------------------------------------------- what must not arrive */

/* One way is told, rather a certain one. */
static void stays_away(struct claim *claim, const struct party *source, const struct party *target,
                       const struct traffic_asked *asked, const struct course *course)
{
    if (claim->fails)
        return;
    struct reach reach = reach_find(claim->prover, source, target, asked, course);
    bool fails = reach.passes.count && !source->perhaps && !target->perhaps;
    if (!reach.may_pass.count || (claim->unsure && !fails))
        return;
    claim->stops = (struct passages){ 0 };
    note_hops(claim, &reach.hops, true);
    claim->fails = fails;
    claim->unsure = true;
}

void claim_absence(struct claim *claim, bool past)
{
    struct course course = { past ? ONLY_PAST : claim->via ? ONLY_VIA : ANY_WAY, claim->via };
    struct visit visit = { claim, stays_away, &course, true };
    look(&visit);
}

/* --------------------------------------------------------------------- telling */

void claim_add_notes(struct claim *claim, struct diagnostic *diagnostic)
{
    struct reporter *reporter = claim->prover->scene->check->reporter;
    for (size_t i = 0; i < claim->stops.count && i < MOST_NOTES; i++)
        report_note(reporter, diagnostic, user_place(reporter->sources, claim->stops.at[i].at, claim->stops.at[i].frames), "%s",
                    claim->stops.at[i].words);
}

void claim_report_doubt(struct claim *claim, const char *why)
{
    claim_add_notes(claim, scene_report_at(claim->prover->scene, MT4008, claim->span, why));
}
