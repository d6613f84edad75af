/* Filter: what a rule of a security group or an entry of a network ACL speaks of,
   as a box of packets. What the files of the two kinds share. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_FILTER_H
#define MTC_CHECK_PROOF_FILTER_H

#include "check/network/traffic.h"
#include "check/proof/proof.h"

/* What a rule speaks of: a box of packets, or of those that may be meant. */
struct scope_of_rule {
    bool possible;              /* it may match something; else the rest counts for nothing */
    bool certain;               /* it matches exactly the box; else at most the box */
    struct packet_box box;
};

/* Narrows it to a CIDR of that family, */
void narrow_to_block(struct prover *prover, struct scope_of_rule *scope, const struct crossing *crossing, struct value cidr,
                     enum ip_family family);
/* to who is in the group that a rule names, */
void narrow_to_group(struct prover *prover, struct scope_of_rule *scope, const struct party *place, struct value group);
/* to a protocol and its ports. */
void narrow_to_traffic(struct scope_of_rule *scope, const struct traffic *traffic, enum packet_side port);

/* Whether a value is the group that the VPC has from the beginning; vpc may be NULL. */
bool is_default_group(struct prover *prover, struct value group, const struct resource *vpc);
/* Whether the member names no group, and so is in that one. */
bool has_default_group(struct prover *prover, const struct host *member);

/* "security group 'Web' does not let tcp 22 in from internet" */
const char *filter_words(struct prover *prover, const char *name, const struct passage *passage, const struct traffic_asked *asked,
                         const struct crossing *crossing);

#endif
