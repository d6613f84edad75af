"""What a network lets pass, packet by packet: an independent model of AWS, of which nothing is taken from the compiler.

What is not known is taken to let everything pass, or nothing: a Model that hopes and one that does not have the truth
between them. Sources: Amazon VPC User Guide ("Security group rules", "Custom network ACLs", "Ephemeral ports", "NAT
gateway basics", "Route priority", "Enable internet access for a VPC using an internet gateway", "Egress-only internet
gateways", "Subnet sizing"); Elastic Load Balancing User Guide ("How Elastic Load Balancing works"); User Guide for
Network Load Balancers ("Target group attributes": client IP preservation; "Security groups").
"""
import functools
from collections import namedtuple

from networks import DEFAULT, UNKNOWN, VPC, VPC6, Rule
from packets import ANY, EPHEMERAL, ICMP, ICMP6, INTERNET, INTERNET6, PORTS, SIX, SOMEWHERE, SOMEWHERE6, TCP, UDP, is_six, \
    lies, meet, points, span, without

# kind: member, network (in the VPC), internet, outside (private, and not of the VPC); four, six: ranges of its addresses
Place = namedtuple('Place', 'kind member subnet four six')
DEFAULT_RULES = ([Rule(DEFAULT, ANY, *PORTS, None)], None)
RESERVED = (4, 1)           # addresses of a subnet that are AWS's own, at its begin and end


def has_ports(protocol):
    return protocol in (TCP, UDP)


class Model:
    def __init__(self, net, hope=False, free=False, answers=True, world=(), lost=None):
        """free: who has an address of the VPC may be in any group, and is in none otherwise; answers: are waited for; world:
        the parameters that have a value; lost: a zone."""
        self.net, self.hope, self.free, self.answers, self.world, self.lost = net, hope, free, answers, world, lost
        self.blocks = self.find_blocks()
        self.ports = self.find_ports()
        # the same is asked over and over
        for name in ('listed', 'filtered', 'route', 'addresses', 'targets_at', 'answers_at', 'answered', 'straight'):
            setattr(self, name, functools.lru_cache(None)(getattr(self, name)))

    def lives(self, item):
        return item.when is None or item.when in self.world

    # -------------------------------------------------------------- boundaries

    def find_blocks(self):
        net = self.net
        found = [rule.peer for group in net.groups for rules in group for rule in rules or [] if isinstance(rule.peer, str)]
        for subnet in net.subnets:
            found += [subnet.block] + [route.block for route in subnet.routes] + [entry.block for entry in subnet.acl or []]
            found += [subnet.block6] if subnet.block6 else []
        found += [block for balancer in net.balancers for listener in balancer.listeners for rule in listener.rules for block in rule.sources]
        return sorted({span(block) for block in found})

    def find_ports(self):
        net, found = self.net, {}
        rules = [rule for group in net.groups for part in group for rule in part or []]
        entries = [entry for subnet in net.subnets for entry in subnet.acl or []]
        for protocol in (TCP, UDP, ICMP, ICMP6):
            found[protocol] = {(rule.first, rule.last) for rule in rules + entries if rule.protocol == protocol}
        for balancer in net.balancers:
            for listener in balancer.listeners:
                ports = [listener.port] + [target.port for rule in listener.rules for group in rule.groups
                                           for target in net.target_groups[group].targets]
                found[TCP] |= {(port, port) for port in ports}
                found[UDP] |= {(port, port) for port in ports}
        return {protocol: sorted(ranges) for protocol, ranges in found.items()}

    def addresses(self, place, six):
        return points(place.six if six else place.four, self.blocks)

    def targets_at(self, protocol, first, last):
        """The ports that are asked about, or kinds of ICMP messages; what has neither is as if at port 0."""
        return points([(first, last)], self.ports[protocol]) if protocol in self.ports else [0]

    def answers_at(self, protocol):
        asked = [EPHEMERAL] if has_ports(protocol) else [PORTS]
        return points(asked, self.ports[protocol]) if protocol in self.ports else [0]

    # ------------------------------------------------------------------ places

    def stands(self, subnet):
        return None in (self.lost, subnet) or self.net.subnets[subnet].zone != self.lost

    def has_six(self, member):
        """Whether it has IPv6 addresses; tasks may, by a setting of the account."""
        return member.six or (member.kind == 'service' and self.hope)

    def place_of(self, member, number):
        """A member in one of its subnets; None: a parameter names it."""
        if number is None:
            return Place('member', member, None, ((SOMEWHERE, SOMEWHERE),), ((SOMEWHERE6, SOMEWHERE6),) if self.hope else ())
        subnet = self.net.subnets[number]
        first, last = span(subnet.block)
        six = (span(subnet.block6),) if subnet.block6 and self.has_six(member) else ()
        return Place('member', member, number, ((first + RESERVED[0], last - RESERVED[1]),), six)

    def vpc(self, six):
        return ([span(VPC6)] if self.net.six else []) if six else [span(VPC)]

    def internet(self, six):
        return without(INTERNET6, self.vpc(six)) if six else INTERNET

    def places_of_block(self, asked, six):
        """What of a block lies in the VPC, in the internet, and beyond both."""
        vpc, internet = self.vpc(six), self.internet(six)
        parts = {'network': meet(asked, vpc), 'internet': meet(asked, internet),
                 'outside': without(without(asked, vpc), internet)}
        return [Place(kind, None, None, () if six else tuple(ranges), tuple(ranges) if six else ()) for kind, ranges in parts.items() if ranges]

    def places(self, side):
        """Of a member, or of `internet`, `vpc` or a block; what is asked of all addresses is asked of the internet."""
        if not isinstance(side, str):
            return [self.place_of(side, number) for number in side.subnets if self.lives(side) and self.stands(number)]
        if side in ('internet', 'vpc'):
            ranges = (self.internet if side == 'internet' else self.vpc)
            return [Place('internet' if side == 'internet' else 'network', None, None, tuple(ranges(False)), tuple(ranges(True)))]
        six = is_six(side)
        return self.places_of_block(self.internet(six) if side in ('0.0.0.0/0', '::/0') else [span(side)], six)

    # ----------------------------------------------------------------- filters

    def filtered(self, place, other, address, protocol, port, inward):
        """Whether a member's security groups let it pass."""
        groups = place.member.groups
        theirs = other.member.groups if other.member else ()
        if not groups:
            return True         # a network load balancer may have none
        for group in groups:
            if group == UNKNOWN:
                if self.hope:
                    return True
                continue
            rules = (DEFAULT_RULES if group == DEFAULT else self.net.groups[group])[0 if inward else 1]
            if rules is None:
                return True
            for rule in rules:
                if not self.lives(rule) or rule.protocol not in (ANY, protocol) or not (rule.protocol == ANY or rule.first <= port <= rule.last):
                    continue
                if isinstance(rule.peer, str):
                    inside = lies(address, rule.peer)
                    whom = self.hope if inside is None else inside
                else:
                    # an update may name a group of this stack; where a member's VPC is not known, so is what is beyond its peering
                    whom = rule.peer in theirs or (other.kind == 'network' and self.free) or (self.hope and (
                        UNKNOWN in theirs or (other.kind == 'outside' and self.is_strange(place))))
                if whom:
                    return True
        return False

    def listed(self, number, address, protocol, port, outward):
        """Whether the network ACL of a subnet lets it pass: the first entry that is meant decides."""
        if number is None:
            return self.hope
        acl = self.net.subnets[number].acl
        if acl is None:
            return True
        for entry in sorted(acl, key=lambda entry: entry.number):
            inside = lies(address, entry.block)
            if entry.outward == outward and self.lives(entry) and inside is not False and entry.protocol in (ANY, protocol) \
                    and (entry.protocol == ANY or entry.first <= port <= entry.last) and (inside or entry.allows == self.hope):
                return entry.allows
        return False

    # ------------------------------------------------------------------ routes

    def route(self, number, address):
        """The kind of the most specific route."""
        best = None
        for route in self.net.subnets[number].routes:
            first, last = span(route.block)
            if self.lives(route) and first <= address <= last and (best is None or first >= best[0] and last <= best[1]):
                best = (first, last, route.kind)
        return best and best[2]

    def is_strange(self, place):
        """Whether it is in a subnet that is not known, which is none of these."""
        return place.member is not None and place.subnet is None

    def leads_outside(self, number, other):
        """Whether a subnet has a route for some of the other side's addresses to a peering."""
        return any(route.kind == 'peering' and self.lives(route) and meet([span(route.block)], other.four)
                   for route in self.net.subnets[number].routes)

    def is_public(self, place):
        member = place.member
        if member.public is None:       # a database where its VPC has an internet gateway, others as their subnet says
            return member.kind == 'database' or self.net.subnets[place.subnet].public
        return member.public

    def borders(self, source, target, here, there):
        """The subnets of both addresses; none where an address of the network lies in no subnet of this stack."""
        places = []
        for place, address in ((source, here), (target, there)):
            found = [i for i, subnet in enumerate(self.net.subnets)
                     for block in (subnet.block, subnet.block6) if block and span(block)[0] <= address <= span(block)[1]]
            places.append((place.subnet,) if place.member else tuple(found[:1]))
        return places

    def crosses_borders(self, source, target, here, there, protocol, port, back):
        """Out of one subnet and into another; within one, no border is crossed. back: the way of an answer."""
        (ours, theirs), none = self.borders(source, target, here, there), (None,)
        if ours == theirs and ours and ours != none:
            return True
        return (all(self.listed(subnet, there, protocol, port, not back) for subnet in ours)
                and all(self.listed(subnet, here, protocol, port, back) for subnet in theirs))

    def leaves(self, place, address, protocol):
        """The way out of a member's subnet: None, 'gateway', 'egress', or the subnet of a NAT gateway."""
        kind = self.route(place.subnet, address)
        if kind == 'gateway' and (address >= SIX or self.is_public(place)):
            return kind
        if kind == 'egress' and address >= SIX:
            return kind
        nat = self.net.subnets[place.subnet].nat
        # NAT gateways serve TCP, UDP and ICMP
        if kind == 'nat' and protocol in (TCP, UDP, ICMP) and self.stands(nat) and self.route(nat, address) == 'gateway':
            return nat
        return None

    def goes(self, source, target, here, there, protocol, port):
        """A packet between borders."""
        if self.is_strange(source) or self.is_strange(target):
            return self.hope and (self.is_strange(source) or not source.member or self.listed(source.subnet, there, protocol, port, True)) \
                and (self.is_strange(target) or not target.member or self.listed(target.subnet, here, protocol, port, False))
        if 'outside' in (source.kind, target.kind):
            place, address, outward = (source, there, True) if source.member else (target, here, False)
            leads = self.leads_outside(place.subnet, target) if outward else self.net.peered
            return self.hope and leads and self.listed(place.subnet, address, protocol, port, outward)
        if target.kind == 'internet':
            way = self.leaves(source, there, protocol)
            if way is None or not self.listed(source.subnet, there, protocol, port, True):
                return False
            return not isinstance(way, int) or (self.listed(way, here, protocol, port, False) and self.listed(way, there, protocol, port, True))
        if source.kind == 'internet':
            return (here >= SIX or self.is_public(target)) and self.listed(target.subnet, here, protocol, port, False)
        return self.crosses_borders(source, target, here, there, protocol, port, False)

    def returns(self, source, target, here, there, protocol, port, relay):
        """Its answer; relay: the port that a NAT gateway has taken."""
        if self.is_strange(source) or self.is_strange(target):
            return self.hope and (self.is_strange(target) or not target.member or self.listed(target.subnet, here, protocol, port, True)) \
                and (self.is_strange(source) or not source.member or self.listed(source.subnet, there, protocol, port, False))
        if 'outside' in (source.kind, target.kind):
            place, address, outward = (target, here, True) if target.member else (source, there, False)
            return (not outward or self.leads_outside(place.subnet, source)) and self.listed(place.subnet, address, protocol, port, outward)
        if target.kind == 'internet':
            way = self.leaves(source, there, protocol)
            if isinstance(way, int) and not (self.listed(way, there, protocol, relay, False) and self.listed(way, here, protocol, port, True)):
                return False
            return self.listed(source.subnet, there, protocol, port, False)
        if source.kind == 'internet':
            return self.route(target.subnet, here) == 'gateway' and self.listed(target.subnet, here, protocol, port, True)
        return self.crosses_borders(source, target, here, there, protocol, port, True)

    # ---------------------------------------------------------------- one way

    def answered(self, source, target, here, there, protocol, every):
        ports = self.answers_at(protocol)
        # a NAT gateway leaves messages of ICMP what they are, and chooses ports of its own
        pairs = [(port, relay) for port in ports for relay in (ports if has_ports(protocol) else [port])]
        return (all if every else any)(self.returns(source, target, here, there, protocol, *pair) for pair in pairs)

    def crosses(self, source, target, here, there, protocol, port):
        if target.member and (target.member.mute or not self.filtered(target, source, here, protocol, port, True)):
            return False
        if source.member and not self.filtered(source, target, there, protocol, port, False):
            return False
        return self.goes(source, target, here, there, protocol, port)

    def straight(self, source, target, here, protocol, port, every):
        """From one address to all of the target's (to one of them), and back. What is refused needs no answer."""
        found = self.addresses(target, here >= SIX)
        return bool(found) and (all if every else any)(
            self.crosses(source, target, here, there, protocol, port)
            and (not self.answers or self.answered(source, target, here, there, protocol, every))
            for there in found)
