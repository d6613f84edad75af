"""All ways through a network: straight, and through load balancers, which may stand behind each other."""
import functools
from collections import namedtuple

from balancers import PROTOCOLS
from model import Model
from packets import SIX, SOMEWHERE, SOMEWHERE6, span, without

# What a listener sends on to a member: from the clients in some ranges, but not in those that another rule serves before
Forward = namedtuple('Forward', 'balancer protocols listens sends keeps crosses sources others')
EVERYBODY = ((0, 2 * SIX),)


def holds(ranges, address):
    return any(first <= address <= last for first, last in ranges)


class Ways(Model):
    def __init__(self, net, **more):
        super().__init__(net, **more)
        self.forwards_to = functools.lru_cache(None)(self.forwards_to)
        self.reaches = functools.lru_cache(None)(self.reaches)

    def forwards_to(self, member):
        found = []
        for balancer in self.net.balancers:
            for listener in balancer.listeners:
                served = ()
                for rule in listener.rules:
                    sources = tuple(span(block) for block in rule.sources) or EVERYBODY
                    for number, weight in zip(rule.groups, rule.weights):
                        group = self.net.target_groups[number]
                        crosses = balancer.crosses if group.crosses is None else group.crosses
                        found += [Forward(balancer, PROTOCOLS[listener.protocol], listener.port, target.port, group.keeps_clients(),
                                          bool(crosses), sources, served) for target in group.targets if target.member is member and weight]
                    served += sources
        return found

    def is_served(self, forward, here):
        if here in (SOMEWHERE, SOMEWHERE6):
            served = without(forward.sources, forward.others)       # a rule behind others may be for nobody
            return bool(served) and (self.hope or tuple(served) == EVERYBODY)
        return holds(forward.sources, here) and not holds(forward.others, here)

    def nodes(self, forward, target):
        """Those that send to the target: in its own zone, unless they cross; none if the load balancer is not in that."""
        zone = self.net.subnets[target.subnet].zone
        if zone not in {self.net.subnets[subnet].zone for subnet in forward.balancer.subnets}:
            return []
        return [place for place in self.places(forward.balancer)
                if forward.crosses or self.net.subnets[place.subnet].zone == zone]

    def passes_node(self, forward, node, source, target, here, protocol, every, via, past):
        if not self.reaches(source, node, here, protocol, forward.listens, every, via, past):
            return False
        # with its targets it speaks IPv4, and has its own address where the client has none of these
        senders = [here] if forward.keeps and here < SIX else self.addresses(node, False)
        return (all if every else any)(self.straight(node, target, sender, protocol, forward.sends, every) for sender in senders)

    def reaches(self, source, target, here, protocol, port, every, via=(), past=()):
        """Whether what one address sends passes in one way or another, with each answer (every), or some of it. via: load
        balancers of which one must be on the way; past: those that must not be. A port is the target's, or the one that a
        load balancer listens at. Nobody chooses which node of it serves."""
        if not via and self.straight(source, target, here, protocol, port, every):
            return True
        for forward in self.forwards_to(target.member) if target.member else ():
            if forward.balancer in past or forward.balancer is source.member or protocol not in forward.protocols \
                    or port not in (forward.listens, forward.sends) or not self.is_served(forward, here):
                continue
            nodes = self.nodes(forward, target)
            left = () if forward.balancer in via else via
            if nodes and (all if every else any)(self.passes_node(forward, node, source, target, here, protocol, every, left, past)
                                                 for node in nodes):
                return True
        return False
