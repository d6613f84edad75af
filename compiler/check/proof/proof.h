/* Proof: whether packets get from here to there, over the resources of a stack
   as they are in one scene: addresses, routes, gateways, network ACLs, security
   groups, load balancers. Each hop is a question with three answers: every packet
   passes for certain; none can; or some may. What must get through has to pass
   every hop for certain, and what must not is stopped by one hop for certain.
   What mtc does not know is told as such, and proves nothing either way.
   Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_PROOF_H
#define MTC_CHECK_PROOF_PROOF_H

#include "check/scene/scene.h"

/* What a hop lets pass of the packets that are asked about. */
struct passage {
    bool all;                   /* certainly every one */
    bool some;                  /* perhaps one */
    bool unsure;                /* the answer rests on something that is not known */
    struct span at;             /* what lets it pass, or stops it, */
    const struct frame *frames; /* and the instances that made that */
    const char *words;          /* "security group 'Web' lets tcp 80 in from 'Lb'"; in the arena */
};
struct passages { struct passage *at; size_t count, room; };

/* A way from one place to another: hops one after another. */
struct way {
    struct passages hops;
    bool begun;
    bool all, some, unsure;     /* of all hops together */
};

/* Packets of one kind. */
struct traffic_asked {
    const char *protocol;       /* "tcp", "udp", "icmp", "-1" (all) */
    int64_t from, to;           /* ports; of those without ports 0 to 65535 */
};

/* A resource with addresses in subnets. */
struct host {
    const struct resource *resource;
    struct scene_list subnets;  /* whose there may be more, where they are not whole */
    struct scene_list groups;
    enum { PUBLIC_NEVER, PUBLIC_ALWAYS, PUBLIC_BY_SUBNET, PUBLIC_UNKNOWN } publicity;
    bool listens;               /* something can be sent to it */
};
struct hosts { struct host *at; size_t count, room; };

/* One side of a question. */
struct party {
    enum { PARTY_INTERNET, PARTY_NETWORK, PARTY_MEMBER } kind;
    const char *name;           /* in messages: "internet", "'LbLoadBalancer'" */
    struct value network;       /* a CIDR as it is said: PARTY_NETWORK: inside the VPC; PARTY_INTERNET: a part of
                                   the internet, or VALUE_NULL: all of it */
    const struct host *member;            /* PARTY_MEMBER, */
    const struct resource *subnet;          /* in this one of its subnets */
};

struct prover {
    struct scene *scene;
    struct arena *arena;
    struct scene_index by_frames;       /* a frame's address -> struct resource_vec: what an instance made */
    struct scene_zone lost;     /* ZONE_UNKNOWN: none */
    bool loses;                 /* .lost counts */
    bool one_way;               /* a packet that gets there counts though no answer finds its way back */
};

/* ---- host.c ---- */

/* Finds what each instance made. */
void prover_index(struct prover *prover);
/* The resources with addresses that an end of a flow stands for. */
struct hosts hosts_of(struct prover *prover, const struct flow_end *end);
/* Whether the resource can have addresses in a network; false: *member is not set. */
bool host_read(struct prover *prover, const struct resource *resource, struct host *member);
/* The subnet of this stack that a value names; NULL: not known. */
const struct resource *subnet_of(struct prover *prover, struct value value);
const struct resource *vpc_of_subnet(struct prover *prover, const struct resource *subnet);
/* Whether the subnet is in the zone that is lost. */
bool subnet_is_lost(struct prover *prover, const struct resource *subnet);

/* ---- filter.c: security groups and network ACLs ---- */

/* Whether a known network is of those that the internet does not lead to (RFC 1918, RFC 6598). */
bool network_is_private(struct value network);

/* Into or out of a member's security groups; other: from or to whom. */
struct passage pass_groups(struct prover *prover, const struct party *member, const struct party *other,
                           const struct traffic_asked *asked, bool inward);
/* Into or out of a subnet. */
struct passage pass_acl(struct prover *prover, const struct resource *subnet, const struct party *other,
                        const struct traffic_asked *asked, bool inward);

/* ---- route.c ---- */

/* Adds the hops of a subnet's way to or from the internet. leaves: the traffic
   begins there, so that a NAT gateway serves it; else a public address is needed. */
void way_to_internet(struct prover *prover, struct way *way, const struct party *member, const struct traffic_asked *asked,
                     bool leaves);

/* ---- way.c ---- */

void way_add(struct prover *prover, struct way *way, struct passage passage);
/* A passage at a resource; words as printf would have them. */
enum answer { PASSES, STOPS, DOUBTFUL };
struct passage passage_at(struct prover *prover, enum answer answer, const struct resource *resource, const char *words, ...)
    __attribute__((format(printf, 4, 5)));
/* Adds the hops of another way. */
void way_join(struct prover *prover, struct way *way, const struct way *more);
/* Straight from one place to the other, there and back. */
struct way way_direct(struct prover *prover, const struct party *source, const struct party *target,
                      const struct traffic_asked *asked);
/* A load balancer that sends on to a member. */
struct forwarder {
    const struct resource *balancer, *listener;
    int64_t listens_at, sends_to;       /* ports; -1: not known */
};
struct forwarders { struct forwarder *at; size_t count, room; };
struct forwarders forwarders_to(struct prover *prover, const struct host *target);

/* ---- loss.c ---- */

/* Whether something of the member is left without the lost zone; what stands
   against it is noted otherwise. */
bool host_survives(struct prover *prover, const struct host *member, struct passages *against);
/* Whether it does the tier's work itself: a proxy or a replica of a database does not. */
bool host_stands_alone(struct prover *prover, const struct host *member);

#endif
