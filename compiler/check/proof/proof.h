/* Proof: whether packets get from here to there, over the resources of a stack
   as they are in one scene: addresses, routes, gateways, network ACLs, security
   groups, load balancers. Each hop tells which packets pass for certain, and which
   may. What must get through has to pass every hop for certain, and what must not
   is stopped for certain on each way. What mtc does not know is told as such, and
   proves nothing either way. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_PROOF_H
#define MTC_CHECK_PROOF_PROOF_H

#include "check/proof/packets.h"
#include "check/scene/scene.h"

/* ---- Hops and ways ---- */

/* What a hop lets pass. */
struct passage {
    bool everything;            /* stops nothing: the sets are not made */
    struct packets certain, possible;
    bool all;                   /* of the packets that are asked about (way_judge): certainly every one; */
    bool some;                  /* perhaps one; */
    bool unsure;                /* perhaps every one, but not for certain */
    struct span at;             /* what lets them pass, or stops them, */
    const struct frame *frames; /* and the instances that made that */
    const char *words;          /* "security group 'Web' lets tcp 80 in from 'Lb'"; in the arena. NULL: not to be told */
};
struct passages { struct passage *at; size_t count, room; };

/* A way from one place to another: hops one after another. */
struct way {
    struct passages hops;
    struct packets asked;               /* what sets out, */
    struct packets certain, possible;   /* and of it what passes all hops */
};

/* What is known of all ways together. A source that passes in one way or another
   passes; one of whose packets is stopped in each way is stopped. */
struct reach {
    struct packets asked;
    struct packets passes, may_pass;    /* SIDES_PASSED */
    struct packets fails, may_fail;     /* SIDES_FAILED; not made where only the way there is asked about */
    struct passages hops;               /* of the way that serves best */
};
enum {
    SIDES_FAILED = 1u << SIDE_SOURCE | 1u << SIDE_TARGET_PORT | 1u << SIDE_PROTOCOL,
    SIDES_PASSED = SIDES_FAILED | 1u << SIDE_SOURCE_PORT
};

/* ---- Places ---- */

enum ip_family { IP_4, IP_6, IP_FAMILIES };

/* The addresses of a place. */
struct addresses {
    enum { ADDRESSES_NONE, ADDRESSES_MAYBE, ADDRESSES_SURE } there;
    bool known;                 /* which: .at */
    struct packet_range *at;
    size_t count, room;         /* for VEC_ADD */
    struct value said;          /* the CIDR as the program says it */
};

/* A resource with addresses in subnets. */
struct host {
    const struct resource *resource;
    struct scene_list subnets;  /* where there may be others, one of them is VALUE_POISON */
    struct scene_list groups;
    enum { PUBLIC_NEVER, PUBLIC_ALWAYS, PUBLIC_BY_SUBNET, PUBLIC_UNKNOWN } publicity;
    bool has_ipv6;              /* it is given such addresses, whatever its subnet does */
    bool launched;              /* an instance: its subnet says which addresses it is given */
    bool single;                /* one system: it does not send to itself */
    bool mute;                  /* takes nothing from the network */
};
struct hosts { struct host *at; size_t count, room; };

/* One side of a question. */
struct party {
    enum { PARTY_MEMBER, PARTY_NETWORK, PARTY_INTERNET, PARTY_OUTSIDE } kind;  /* inside the VPC; beyond a gateway;
                                                                                   beyond a peering or the like */
    const char *name;           /* in messages: "internet", "'LbLoadBalancer'" */
    const struct host *member;              /* PARTY_MEMBER, */
    const struct resource *subnet;          /* in this one of its subnets; NULL: not known */
    const struct resource *vpc;             /* of the member, or that the network is seen from; NULL: not known */
    struct addresses addresses[IP_FAMILIES];
    bool perhaps;               /* it may not lie there */
    const struct party *bears;  /* a load balancer sends on packets that bear this one's addresses; NULL: its own */
};
struct parties { struct party *at; size_t count, room; };

/* Packets of one kind. */
struct traffic_asked {
    const char *protocol;       /* "tcp", "udp", "icmp", "-1" (all); "tcp/udp" of a listener */
    int64_t from, to;           /* ports; of those without ports 0 to 65535 */
    enum ip_family family;
    bool there_only;            /* whether they get there; answers are not asked about */
};

struct prover {
    struct scene *scene;
    struct arena *arena;
    struct scene_index by_frames;       /* a frame's address -> struct resource_vec: what an instance made */
    struct scene_index by_target;       /* a resource's address -> struct forwarders */
    struct scene_zone lost;
    bool loses;                 /* .lost counts */
    bool disproved;             /* something was told to be false */
    bool tells;                 /* words are wanted: what is proved is looked at without them */
    struct party *internet;     /* as seen from the VPC that was asked for last; NULL: none (place.c) */
};

/* ---- host.c ---- */

/* Finds what each instance made. */
void prover_index_hosts(struct prover *prover);
/* The resources with addresses that an end of a flow stands for. */
struct hosts hosts_of(struct prover *prover, const struct flow_end *end);
/* Whether the resource can have addresses in a network; false: *member is not set. */
bool host_read(struct prover *prover, const struct resource *resource, struct host *member);
/* The subnet of this stack that a value names; NULL: not known. */
const struct resource *subnet_of(struct prover *prover, struct value value);
const struct resource *vpc_of_subnet(struct prover *prover, const struct resource *subnet);
/* Whether the subnet is in the zone that is lost. */
bool subnet_is_lost(struct prover *prover, const struct resource *subnet);

/* ---- place.c ---- */

/* The member in one of its subnets. */
struct party party_of_host(struct prover *prover, const struct host *member, size_t subnet);
/* A side without members, as seen from a member of the other: inside its VPC,
   beyond the internet gateway, beyond a peering; a network may lie in several. */
struct parties parties_of_network(struct prover *prover, const struct flow_end *end, const struct party *other);
/* A CIDR as it is said, where it is an attribute of a VPC or subnet of this stack. */
struct value block_said(struct prover *prover, struct value cidr);
/* "CidrBlock" or "Ipv6CidrBlock". */
const char *block_property(enum ip_family family);

/* ---- group.c, acl.c ---- */

/* Packets at a filter: from or to whom, and which of their sides the filter looks at. */
struct crossing {
    const struct party *other;
    enum packet_side address, port;
    bool inward;
};

/* What a member sends there (leaves), or is sent; the answer to that. */
struct crossing crossing_there(const struct party *other, bool leaves);
struct crossing crossing_back(const struct party *other, bool leaves);
/* Into or out of a member's security groups. */
struct passage pass_groups(struct prover *prover, const struct way *way, const struct party *member,
                           const struct traffic_asked *asked, const struct crossing *crossing);
/* Into or out of a subnet; NULL: not known, of whom. */
struct passage pass_acl(struct prover *prover, const struct way *way, const struct resource *subnet, const struct party *whose,
                        const struct traffic_asked *asked, const struct crossing *crossing);

/* Through the ACLs of the subnets in which a network's addresses lie, beside the
   member's own. leaves: the traffic begins in the network. */
void way_through_subnets(struct prover *prover, struct way *way, const struct party *network, const struct party *member,
                         const struct traffic_asked *asked, bool leaves);

/* ---- route.c ---- */

/* Adds the hops of a member's way to or from the internet. leaves: the traffic
   begins there, so that a NAT gateway serves it; else a public address is needed. */
void way_to_internet(struct prover *prover, struct way *way, const struct party *member, const struct party *internet,
                     const struct traffic_asked *asked, bool leaves);
/* The same for a network beyond a peering, a transit gateway or a VPN. */
void way_outside(struct prover *prover, struct way *way, const struct party *member, const struct party *other,
                 const struct traffic_asked *asked, bool leaves);

/* ---- way.c ---- */

/* Everything that the question asks about from one place to the other. */
struct packets packets_asked(struct prover *prover, const struct party *source, const struct party *target,
                             const struct traffic_asked *asked);
void passages_add(struct arena *arena, struct passages *hops, const struct passages *more);
void way_begin(struct way *way, struct packets asked);
void way_add(struct prover *prover, struct way *way, struct passage passage);
/* What the passage is for the packets that the way is asked about. */
void way_judge(struct prover *prover, const struct way *way, struct passage *passage);
/* A passage at a resource; words as printf would have them. */
enum answer { PASSES, STOPS, DOUBTFUL };
struct passage passage_at(struct prover *prover, enum answer answer, const struct resource *resource, const char *words, ...)
    __attribute__((format(printf, 4, 5)));
/* As printf would have it, in the arena; "" where nothing is told. */
const char *words_of(struct prover *prover, const char *words, ...) __attribute__((format(printf, 2, 3)));
/* Straight from one place to the other, there and back. */
struct way way_direct(struct prover *prover, const struct party *source, const struct party *target,
                      const struct traffic_asked *asked);
struct reach reach_of_way(struct prover *prover, const struct way *way, const struct traffic_asked *asked);

/* ---- reach.c: all ways ---- */

/* Which ways count: all, those through one of the resources, those past them. */
struct course {
    enum { ANY_WAY, ONLY_VIA, ONLY_PAST } kind;
    const struct hosts *via;
};
struct reach reach_find(struct prover *prover, const struct party *source, const struct party *target,
                        const struct traffic_asked *asked, const struct course *course);

/* ---- forward.c ---- */

/* Clients that a listener's rule takes, whatever they ask for; perhaps, where it is
   not certain that it comes first. */
struct taking { struct scene_list clients; bool certain; };
struct takings { struct taking *at; size_t count, room; };

/* A load balancer that sends on to a member. */
struct forwarder {
    const struct resource *balancer, *listener;
    int64_t listens_at, sends_to;       /* ports; -1: not known */
    const char *protocol;               /* "tcp", "udp", "tcp/udp" */
    enum { KEEPS_NO, KEEPS_YES, KEEPS_UNKNOWN } keeps_client;   /* what it sends on bears the client's address */
    enum ip_family family;              /* that it speaks with its targets, whatever its clients speak */
    bool crosses;                       /* from each of its zones to all others */
    struct scene_list sources;          /* the clients that a rule is for: CIDRs; empty: all */
    struct takings taken;               /* but those that rules before it take */
};
struct forwarders { struct forwarder *at; size_t count, room; };

/* Finds who sends to whom. */
void prover_index_forwarders(struct prover *prover);
struct forwarders forwarders_to(struct prover *prover, const struct resource *target);

/* ---- loss.c ---- */

/* Whether something of the member is left without the lost zone; what stands
   against it is noted otherwise. */
bool host_survives(struct prover *prover, const struct host *member, struct passages *against);
/* Whether it does the tier's work itself: a proxy or a replica of a database does not. */
bool host_stands_alone(struct prover *prover, const struct host *member);

#endif
