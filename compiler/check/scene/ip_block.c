/* IP blocks: the arithmetic of networks, IPv4 and IPv6 alike. All of it is about
   the first `prefix` bits of an address. Texts are read and written by the
   system (inet_pton, inet_ntop), which knows IPv6's short forms. Called by the
   rules about networks. */
#include "check/scene/ip_block.h"

#include <arpa/inet.h>

static bool read_address(const char *text, struct ip_block *block)
{
    bool v6 = strchr(text, ':') != NULL;
    block->bits = v6 ? 128 : 32;
    return inet_pton(v6 ? AF_INET6 : AF_INET, text, block->address) == 1;
}

bool ip_block_parse(struct text text, struct ip_block *block)
{
    char address[INET6_ADDRSTRLEN];
    const char *slash = text.length ? memchr(text.at, '/', text.length) : NULL;
    size_t length = slash ? (size_t)(slash - text.at) : 0;
    size_t digits = text.length - length - 1;
    if (!slash || length == 0 || length >= sizeof address || digits == 0 || digits > 3)
        return false;
    memcpy(address, text.at, length);
    address[length] = '\0';
    memset(block, 0, sizeof *block);
    for (size_t i = length + 1; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        block->prefix = block->prefix * 10 + (unsigned)(text.at[i] - '0');
    }
    return read_address(address, block) && block->prefix <= block->bits;
}

bool ip_block_of(struct value value, struct ip_block *block)
{
    if (value.kind == VALUE_STRING)
        return ip_block_parse(value_text(value), block);
    if (value.kind != VALUE_CIDR)
        return false;
    *block = (struct ip_block){ .bits = 32, .prefix = (unsigned)value.network.prefix };
    for (unsigned i = 0; i < 4; i++)
        block->address[i] = (unsigned char)(value.network.address >> (24 - 8 * i));
    return true;
}

/* The bits of byte i that the prefix covers. */
static unsigned char mask(unsigned prefix, unsigned i)
{
    if (prefix >= 8 * i + 8)
        return 0xFF;
    return prefix <= 8 * i ? 0 : (unsigned char)(0xFF << (8 * i + 8 - prefix));
}

struct ip_block ip_block_network(struct ip_block block)
{
    for (unsigned i = 0; i < sizeof block.address; i++)
        block.address[i] &= mask(block.prefix, i);
    return block;
}

bool ip_block_has_host_bits(const struct ip_block *block)
{
    struct ip_block network = ip_block_network(*block);
    return memcmp(network.address, block->address, sizeof network.address) != 0;
}

bool ip_block_holds(const struct ip_block *outer, const struct ip_block *inner)
{
    if (outer->bits != inner->bits || outer->prefix > inner->prefix)
        return false;
    struct ip_block wide = *inner;
    wide.prefix = outer->prefix;
    return ip_block_compare(&wide, outer) == 0;
}

bool ip_block_overlaps(const struct ip_block *a, const struct ip_block *b)
{
    return ip_block_holds(a, b) || ip_block_holds(b, a);
}

int ip_block_compare(const struct ip_block *a, const struct ip_block *b)
{
    if (a->bits != b->bits)
        return a->bits < b->bits ? -1 : 1;
    struct ip_block left = ip_block_network(*a), right = ip_block_network(*b);
    int order = memcmp(left.address, right.address, sizeof left.address);
    if (order != 0)
        return order;
    return a->prefix < b->prefix ? -1 : a->prefix > b->prefix;
}

bool ip_block_part(const struct ip_block *block, unsigned prefix, uint32_t index, struct ip_block *part)
{
    if (prefix < block->prefix || prefix > block->bits)
        return false;
    unsigned room = prefix - block->prefix;
    if (room < 32 && index >> room)
        return false;
    *part = ip_block_network(*block);
    part->prefix = prefix;
    for (unsigned bit = 0; bit < 32 && bit < room; bit++)
        if (index >> bit & 1) {
            unsigned at = prefix - 1 - bit;
            part->address[at / 8] |= (unsigned char)(0x80 >> at % 8);
        }
    return true;
}

struct text ip_block_text(struct arena *arena, const struct ip_block *block)
{
    char address[INET6_ADDRSTRLEN];
    inet_ntop(block->bits == 128 ? AF_INET6 : AF_INET, block->address, address, sizeof address);
    return text_format(arena, "%s/%u", address, block->prefix);
}
