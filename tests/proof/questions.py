"""Random assertions about a network, and what is true of each: by the packets that pass, in each world.

A world is which parameters have values. The answer for one is the set of codes that mtc may tell: {None} where the
assertion holds, so that silence is due.
"""
import collections
import functools

from networks import UNKNOWN
from packets import ANY, ICMP, ICMP6, PORTS, TCP, UDP, is_six
from ways import Ways

SIDES = ['internet', 'internet', 'vpc', '203.0.113.0/24', '10.0.1.0/24', '10.0.0.0/8', '10.9.0.0/16', '10.9.7.0/24', '192.168.0.0/16',
         '0.0.0.0/0', '10.0.1.0/25', '203.0.113.128/25', '128.0.0.0/2', '198.51.100.1/32', '10.0.2.70/32']
SIDES6 = ['::/0', '2400:cb00::/32', '2400:cb00:8000::/33', '2a00::/16']
# as it is written, and what it means
KINDS = [('22', TCP, 22, 22), ('80', TCP, 80, 80), ('443', TCP, 443, 443), ('150', TCP, 150, 150), ('8080', TCP, 8080, 8080),
         ('80', TCP, 80, 80), ('443', TCP, 443, 443), ('ssh', TCP, 22, 22), ('https', TCP, 443, 443), ('80..443', TCP, 80, 443),
         ('1..1023', TCP, 1, 1023), ('100..200', TCP, 100, 200), ('53/udp', UDP, 53, 53), ('80/udp', UDP, 80, 80),
         ('100..200/udp', UDP, 100, 200), ('icmp', ICMP, *PORTS), ('icmp', ICMP, *PORTS), ('all', ANY, *PORTS)]
HOLDS, UNSURE = frozenset([None]), frozenset(['MT4008'])
OTHERS = [47, 99]       # protocols without ports: one that rules speak of, and one that they do not


class Question:
    def __init__(self, net):
        r = net.r
        named = net.members + net.balancers
        targets = r.sample(named, 1 if r.random() < 0.85 else 2)
        rest = [member for member in named if member not in targets]
        blocks = SIDES + (SIDES6 * 3 if net.six else [])
        others = r.sample(rest, 1 if r.random() < 0.85 else 2) if r.random() < 0.45 else [r.choice(blocks)]
        self.sources, self.targets = (targets, others) if r.random() < 0.3 else (others, targets)
        self.refused = r.random() < 0.45
        self.kinds = [] if r.random() < (0.5 if self.refused else 0.2) else r.sample(KINDS, 1 if r.random() < 0.75 else 2)
        if net.protocols.count(ICMP) > 1 and r.random() < 0.5:
            self.kinds = [('icmp', ICMP, *PORTS)]
        self.via, self.lost = (), None
        if r.random() < 0.12:
            behind = [member for member in net.members if any(number is not None and any(route.kind == 'nat' for route in net.subnets[number].routes)
                                                              for number in member.subnets)]
            self.sources, self.targets = [r.choice(behind or net.members)], [r.choice(['internet', '203.0.113.0/24', '198.51.100.1/32'])]
        elif net.balancers and r.random() < 0.35:
            self.ask_through(net, r.choice(net.balancers))
        if not self.via and not self.refused and r.random() < 0.35:
            self.lost = r.choice(['any'] + list(range(net.zones)))

    def ask_through(self, net, balancer):
        """About what a load balancer sends to, and the ports that it does that at."""
        r = net.r
        served = [(target.member, listener.port, target.port) for listener in balancer.listeners for rule in listener.rules
                  for group in rule.groups for target in net.target_groups[group].targets]
        if served:
            member, listens, sends = r.choice(served)
            self.targets = [member]
            self.sources = [side for side in self.sources if side not in (member, balancer)] or ['internet']
            if r.random() < 0.6:
                self.sources = [r.choice(['internet', '203.0.113.0/24'] if balancer.public else ['vpc', '10.0.2.70/32'])]
            if r.random() < 0.7:
                ports = [r.choice([listens, sends])] if r.random() < 0.7 else [listens, sends]
                self.kinds = [(str(port), TCP, port, port) for port in ports]
        self.via = (balancer,) if r.random() < 0.6 else ()

    def text(self):
        name = lambda side: ('"%s"' % side if is_six(side) else side) if isinstance(side, str) else side.name
        words = ['assert', 'no'] if self.refused else ['assert']
        words += [', '.join(name(side) for side in self.sources), '->', ', '.join(name(side) for side in self.targets)]
        words += [':', ', '.join(kind[0] for kind in self.kinds)] if self.kinds else []
        words += ['via', self.via[0].name] if self.via else []
        if self.lost is not None:
            words += ['survives loss of', 'any az' if self.lost == 'any' else 'azs[%d]' % self.lost]
        return ' '.join(words)


class Answers:
    """What is true of a network's questions."""

    def __init__(self, net):
        self.net = net
        self.worlds = [tuple(i for i in range(net.params) if bits >> i & 1) for bits in range(1 << net.params)]
        self.doubts = net.peered or any(UNKNOWN in member.groups or None in member.subnets or (net.six and member.kind == 'service')
                                        for member in net.members)
        self.ways = functools.lru_cache(None)(lambda **more: Ways(net, **more))

    # ------------------------------------------------------------ one question

    def pairs(self, ways, source, target):
        """The places, and the families of addresses that are asked about: what gets through by IPv4 does not need IPv6."""
        for start in ways.places(source):
            for end in ways.places(target):
                four = bool(start.four and end.four)
                yield start, end, [six for six in (False, True) if (not six if four else six) or not ways.answers]

    def packets(self, ways, question, start, families):
        """The address, the protocol and the port of each that is asked about."""
        for six in families:
            icmp = ICMP6 if six else ICMP
            for _, protocol, first, last in question.kinds or [('', ANY, *PORTS)]:
                for each in [icmp, TCP, UDP] + OTHERS if protocol == ANY else [icmp if protocol == ICMP else protocol]:
                    for port in ways.targets_at(each, first, last):
                        for here in ways.addresses(start, six):
                            yield here, each, port

    def some(self, ways, question, source, target, via, past=()):
        """Whether a packet passes between any two places."""
        return any(ways.reaches(start, end, *packet, False, via, past) for start, end, families in self.pairs(ways, source, target)
                   for packet in self.packets(ways, question, start, families))

    def every(self, ways, question, source, target):
        """Whether all that is asked about gets there, and its answers; where no ports are said, whether all gets to one of them."""
        pairs = list(self.pairs(ways, source, target))
        for start, end, families in pairs:
            passes = collections.defaultdict(list)
            for here, protocol, port in self.packets(ways, question, start, families):
                passes[protocol, port].append(ways.reaches(start, end, here, protocol, port, True, question.via))
                if question.kinds and not passes[protocol, port][-1]:
                    return False
            if not any(all(one) for one in passes.values()):
                return False
        return bool(pairs)

    def between(self, world, lost, ask, **more):
        """What a cautious model and one that hopes say."""
        cautious = ask(self.ways(world=world, hope=False, lost=lost, **more))
        return cautious, ask(self.ways(world=world, hope=True, lost=lost, **more)) if self.doubts else cautious

    # ----------------------------------------------------------------- answers

    def unseen(self, source, target):
        """Where a network lies may not be known from a member whose subnet is not."""
        return UNSURE if any(not isinstance(side, str) and None in side.subnets for side in (source, target)) else frozenset()

    def arrival(self, question, source, target, world, lost=None):
        holds, may_hold = self.between(world, lost, lambda ways: self.every(ways, question, source, target))
        if holds:
            return HOLDS
        if may_hold:
            return UNSURE
        some, may = self.between(world, lost, lambda ways: self.some(ways, question, source, target, question.via), free=True)
        return frozenset(['MT4003'] if some else ['MT4002', 'MT4003'] if may else ['MT4002']) | self.unseen(source, target)

    def absence(self, question, source, target, world):
        """What is refused must not pass, or not through a load balancer; what is to pass through one must not pass elsewhere."""
        through, past = (question.via, ()) if question.refused else ((), question.via)
        escapes, may = self.between(world, None, lambda ways: self.some(ways, question, source, target, through, past), free=True, answers=False)
        return frozenset(['MT4004' if question.refused else 'MT4005']) if escapes else UNSURE if may else HOLDS | self.unseen(source, target)

    def survival(self, question, source, target, world):
        zones = sorted({subnet.zone for subnet in self.net.subnets}) if question.lost == 'any' else [question.lost]
        found = [self.without(question, source, target, world, zone) for zone in zones]
        if any('MT4006' in one and None not in one for one in found):
            return frozenset(['MT4006', 'MT4008'] if any('MT4008' in one for one in found) else ['MT4006'])
        return frozenset().union(*found) - (HOLDS if UNSURE in found else frozenset())

    def without(self, question, source, target, world, zone):
        for side in (source, target):
            fate = 'lives' if isinstance(side, str) else self.fate(side, zone, question.lost == 'any')
            if fate != 'lives':
                return frozenset(['MT4006'] if fate == 'dies' else ['MT4006', 'MT4008', None])
        left = self.arrival(question, source, target, world, zone)
        return left if left in (HOLDS, UNSURE) else frozenset(['MT4006'])

    def fate(self, member, zone, any_zone):
        """Of a member, when the zone is lost. Without a standby, a database is in one of its zones, and any may be lost."""
        zones = {self.net.subnets[subnet].zone for subnet in member.subnets}
        if zones == {zone}:
            return 'dies'
        if member.kind == 'database' and not member.standby and zone in zones:
            return 'dies' if any_zone else 'may die'
        if member.kind == 'cluster' and zone in zones:
            if any(one not in (None, zone) for one in member.instances):
                return 'lives'
            free = member.instances.count(None)
            if not free:
                return 'dies'
            return 'lives' if free > 1 else 'may die' if len(member.instances) > 1 or not any_zone else 'dies'
        return 'lives'

    def in_world(self, question, source, target, world):
        sides = [side for side in (source, target) if not isinstance(side, str)]
        if not all(side.when is None or side.when in world for side in sides):
            return HOLDS | UNSURE       # who does not exist
        if question.refused:
            return self.absence(question, source, target, world)
        arrival = self.arrival(question, source, target, world)
        if question.via and arrival in (HOLDS, UNSURE):
            absence = self.absence(question, source, target, world)
            return absence if arrival == HOLDS else arrival | absence - HOLDS
        if question.lost is not None and arrival == HOLDS:
            return self.survival(question, source, target, world)
        return arrival

    def of(self, question):
        """For each source and target the answer in each world."""
        return [[self.in_world(question, source, target, world) for world in self.worlds]
                for source in question.sources for target in question.targets]
