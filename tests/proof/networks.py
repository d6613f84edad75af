"""Random networks: subnets with routes and network ACLs, security groups, and what stands in them.

A network is plain data; program.py writes it, model.py says what it lets pass. What bears a `when` exists only where
that parameter has a value.
"""
import random
from collections import namedtuple

from packets import ANY, ICMP, ICMP6, PORTS, TCP, UDP

VPC, VPC6 = '10.0.0.0/16', '2001:db8:7::/56'
BLOCKS = ['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.1.0/24', '10.0.1.0/25', '10.0.2.0/24', '10.0.2.64/26', '203.0.113.0/24',
          '203.0.113.128/25', '10.0.0.0/8', '10.9.0.0/16', '128.0.0.0/1', '198.51.100.1/32']
BLOCKS6 = ['::/0', VPC6, '2001:db8:7:1::/64', '2400:cb00::/32', '2400:cb00:8000::/33']
PORT_RANGES = [(22, 22), (80, 80), (443, 443), PORTS, (22, 443), (100, 200), (81, 8080), (53, 53), (1, 1023)]
BACK = [(1024, 65535), (1024, 65535), PORTS, (1024, 40000), (32768, 65535), (40001, 65535), (30000, 50000), (1025, 65535), (1000, 1024)]
ICMP_KINDS = [PORTS, PORTS, (8 * 256, 8 * 256 + 255), (8 * 256, 8 * 256), (8 * 256, 8 * 256), (8 * 256 + 1, 8 * 256 + 1), (3 * 256 + 4, 3 * 256 + 4)]
DEFAULT, UNKNOWN = -1, -2       # groups: the VPC's own, and one that a parameter names

Rule = namedtuple('Rule', 'peer protocol first last when')      # peer: a block, or the number of a group
Entry = namedtuple('Entry', 'number outward allows block protocol first last when')
Route = namedtuple('Route', 'block kind when')                  # kind: gateway, nat, egress, peering


class Subnet:
    def __init__(self, block, block6, zone):
        self.block, self.block6, self.zone = block, block6, zone
        self.acl, self.routes, self.public, self.nat = None, [], False, None


class Member:
    """What has addresses: in each of its subnets, behind its groups. public: True, False, or None: as the subnet says."""

    def __init__(self, name, kind, subnets, groups, public=False, **more):
        self.name, self.kind, self.subnets, self.groups, self.public = name, kind, subnets, groups, public
        self.single = kind == 'box'
        self.mute = kind == 'function'
        self.six, self.when, self.standby, self.instances = False, None, None, []
        self.__dict__.update(more)


class Net:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.six = r.random() < 0.25
        self.zones = r.choice([2, 2, 3])
        self.params = r.choice([0, 0, 0, 0, 1, 1, 2])
        self.protocols = r.choice([[TCP, TCP, TCP, ANY], [TCP, TCP, TCP, ANY, UDP, ICMP, 47], [TCP, TCP, TCP, ANY, UDP, ICMP, 47],
                                   [ICMP, ICMP, ICMP, TCP]])
        self.open = r.random() < 0.6            # wide rules, so that a single one decides about what gets through
        self.peered = r.random() < 0.25
        self.subnets = [Subnet('10.0.%d.0/24' % i, '2001:db8:7:%d::/64' % i if self.six else None, i % self.zones) for i in range(3)]
        self.make_routes()
        for i, subnet in enumerate(self.subnets):
            subnet.public = r.random() < 0.3
            if r.random() < (0.6 if i in self.nats else 0.35):
                subnet.acl = self.make_acl()
                if self.open and i in self.nats:        # what a NAT gateway passes on is filtered on both of its sides
                    subnet.acl.append(Entry(61, r.random() < 0.6, False, r.choice(['10.0.1.0/24', '10.0.0.0/16', '203.0.113.0/24']), TCP,
                                            *r.choice(BACK), None))
        self.groups = []
        for _ in range(4):
            self.groups.append((self.make_rules(0), None if r.random() < 0.35 else self.make_rules(1)))
        self.balancers, self.target_groups = [], []
        self.members = [self.make_member(i) for i in range(5)]

    def maybe(self):
        """A parameter on which something hangs."""
        return self.r.randrange(self.params) if self.params and self.r.random() < 0.3 else None

    # ------------------------------------------------------------------ routes

    def make_routes(self):
        """The NAT gateways stand in the first subnet, and perhaps one in the last, which both lead to the internet."""
        r = self.r
        self.nats = [0] if r.random() < 0.6 else [0, 2]
        for i, subnet in enumerate(self.subnets):
            kind = 'gateway' if i in self.nats else r.choice(['gateway', 'nat', 'nat', 'nat' if self.open else 'none'])
            subnet.nat = r.choice(self.nats)
            if kind != 'none':
                block = '0.0.0.0/0' if r.random() < 0.85 else r.choice(['203.0.113.0/24', '128.0.0.0/1'])
                subnet.routes.append(Route(block, kind, None if i in self.nats else self.maybe()))
                if r.random() < 0.15 and kind == 'nat':
                    subnet.routes.append(Route('203.0.113.128/25', 'gateway', self.maybe()))
            if self.peered and r.random() < 0.6:
                subnet.routes.append(Route('10.9.0.0/16', 'peering', None))
            if self.six and r.random() < 0.7:
                subnet.routes.append(Route(r.choice(['::/0', '::/0', '2400:cb00::/32']), r.choice(['gateway', 'egress']), self.maybe()))

    # ------------------------------------------------------------------- rules

    def make_block(self):
        return self.r.choice(BLOCKS6 if self.six and self.r.random() < 0.4 else BLOCKS)

    def make_traffic(self, ranges, block):
        """(protocol, from, to)"""
        r = self.r
        protocol = r.choice(self.protocols)
        if protocol == ICMP and ':' in block:
            protocol = ICMP6
        if protocol in (TCP, UDP):
            return (protocol,) + r.choice(ranges)
        return (protocol,) + (r.choice(ICMP_KINDS) if protocol in (ICMP, ICMP6) else PORTS)

    def make_rules(self, least):
        """A few, none of them twice."""
        rules = []
        if self.open and self.r.random() < 0.8:
            for block in self.r.choice([['0.0.0.0/0'], ['::/0'], ['0.0.0.0/0', '::/0']]) if self.six else ['0.0.0.0/0']:
                rules.append(Rule(block, *self.r.choice([(ANY, *PORTS), (TCP, *PORTS), (TCP, 22, 8080)]), None))
            least = 0
        for _ in range(self.r.randint(least, 2 if self.open else 4)):
            peer = self.r.randrange(4) if self.r.random() < 0.4 else self.make_block()
            traffic = self.make_traffic(PORT_RANGES, str(peer))
            if not any(rule[:4] == (peer,) + traffic for rule in rules):
                rules.append(Rule(peer, *traffic, self.maybe() if rules else None))
        return rules

    def make_acl(self):
        r, entries = self.r, []
        for outward in (False, True):
            for place in r.sample(range(1, 60), r.randint(1, 2 if self.open else 4)):
                block, allows = self.make_block(), r.random() < 0.65
                entries.append(Entry(place, outward, allows, block, *self.make_traffic(PORT_RANGES + BACK * 2, block), self.maybe()))
            if self.open or r.random() < 0.7:
                entries.append(Entry(90, outward, True, '0.0.0.0/0', ANY, *PORTS, None))
            if self.six and r.random() < 0.7:
                entries.append(Entry(91, outward, True, '::/0', ANY, *PORTS, None))
        return entries

    # ----------------------------------------------------------------- members

    def make_groups(self):
        r = self.r
        if r.random() < 0.04:
            return [r.choice([DEFAULT, UNKNOWN])]
        return sorted(r.sample(range(4), r.randint(1, 2))) + ([UNKNOWN] if r.random() < 0.05 else [])

    def make_member(self, i):
        r = self.r
        kind = r.choice(['box', 'box', 'box', 'fleet', 'service', 'service', 'function', 'database', 'cluster'])
        name = '%s%d' % (kind, i)
        groups = self.make_groups()
        some = sorted(r.sample(range(3), r.choice([1, 2, 2, 3])))
        if kind == 'box':
            member = Member(name, kind, [r.randrange(3) if r.random() < 0.95 else None], groups, r.choice([True, True, False, None]), when=self.maybe())
            member.six = self.six and r.random() < 0.6
            return member
        if kind == 'fleet':
            return Member(name, kind, some, groups, r.choice([True, False, None]))
        if kind == 'service':
            return Member(name, kind, some, groups, r.choice([True, False, False]))
        if kind == 'function':
            return Member(name, kind, some, groups)
        # an RDS subnet group spans two zones at least
        spread = some if len({self.subnets[s].zone for s in some}) > 1 else [0, 1, 2]
        if kind == 'database':
            return Member(name, kind, spread, groups, r.choice([True, False, False, None]), standby=r.choice([None, False, True, True]))
        zones = [r.choice([None, None] + [self.subnets[s].zone for s in spread]) for _ in range(r.randint(1, 2))]
        return Member(name, kind, spread, groups, False, instances=zones)
