"""Addresses, ports and protocols as numbers, ranges of them, and the few that stand for all others.

An IPv4 address is its number, an IPv6 address its number above all of those, so that blocks of both kinds can stand in
one list. What kind of ICMP message it is stands for a port: 256 times the type, and the code.
"""
import functools
import ipaddress

SIX = 1 << 128          # where the addresses of IPv6 begin
ICMP, TCP, UDP, ICMP6, ANY = 1, 6, 17, 58, -1
SOMEWHERE, SOMEWHERE6 = -1, 3 * SIX     # addresses of which nothing is known but their family
PORTS = (0, 65535)
EPHEMERAL = (1024, 65535)


@functools.lru_cache(None)
def number(text):
    address = ipaddress.ip_address(text)
    return int(address) + (SIX if address.version == 6 else 0)


@functools.lru_cache(None)
def span(block):
    """The first and last address of a block."""
    network = ipaddress.ip_network(block)
    return number(str(network[0])), number(str(network[-1]))


def is_six(block):
    return ':' in block


def lies(address, block):
    """Whether an address is in a block; None: that is not known."""
    first, last = span(block)
    if address in (SOMEWHERE, SOMEWHERE6):
        return False if is_six(block) != (address >= SIX) else True if block in ('0.0.0.0/0', '::/0') else None
    return first <= address <= last


def meet(some, others):
    """What is in both lists of ranges."""
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(a, b) for a, b in both if a <= b]


def without(some, others):
    for a, b in others:
        some = meet(some, [(-1, a - 1), (b + 1, 2 * SIX)])
    return some


# IANA IPv4 Special-Purpose Address Registry: nobody has these in the internet (those for documentation stand for others).
SPECIAL = [span(block) for block in ('0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16',
                                     '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3')]
INTERNET = without([span('0.0.0.0/0')], SPECIAL)
INTERNET6 = [span('2000::/3')]


def points(asked, ranges):
    """Of the asked ranges, a point for each way in which they lie in and out of the others."""
    bounds = {a for a, b in asked} | {a for a, b in ranges} | {b + 1 for a, b in ranges}
    found = {}
    for point in sorted(bounds):
        if any(a <= point <= b for a, b in asked):
            found.setdefault(tuple(a <= point <= b for a, b in ranges), point)
    return list(found.values())
