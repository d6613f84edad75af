/* IP block: a network of either family, for the rules that calculate with them.
   (A struct network is IPv4 alone, as the language's literals are.) Inside
   check/ only. */
#ifndef MTC_CHECK_IP_BLOCK_H
#define MTC_CHECK_IP_BLOCK_H

#include "expand/value.h"

struct ip_block {
    unsigned char address[16];  /* in network order; of IPv4 the first 4, the rest 0 */
    unsigned bits;              /* of an address: 32 or 128 */
    unsigned prefix;
};

/* "10.0.0.0/16", "2001:db8::/56"; host bits stay as they are. False where the
   text is no network. */
bool ip_block_parse(struct text text, struct ip_block *block);
/* A known network: a literal, or a string. */
bool ip_block_of(struct value value, struct ip_block *block);
/* Whether bits behind the prefix are set. */
bool ip_block_has_host_bits(const struct ip_block *block);
/* The same without them. */
struct ip_block ip_block_network(struct ip_block block);
bool ip_block_holds(const struct ip_block *outer, const struct ip_block *inner);
bool ip_block_overlaps(const struct ip_block *a, const struct ip_block *b);
/* By family, then first address, then the larger first: 0 for the same network. */
int ip_block_compare(const struct ip_block *a, const struct ip_block *b);
/* The network of that prefix at that place within the block, from 0. False where
   the block has no room for it. */
bool ip_block_part(const struct ip_block *block, unsigned prefix, uint32_t index, struct ip_block *part);
/* "10.0.0.0/16", as people write it. */
struct text ip_block_text(struct arena *arena, const struct ip_block *block);

#endif
