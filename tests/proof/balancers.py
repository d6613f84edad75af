"""Random load balancers, their listeners and target groups, and how they are written as a program."""
from collections import namedtuple

from networks import Member, Rule
from packets import PORTS, TCP, UDP

Target = namedtuple('Target', 'member port')
Listen = namedtuple('Listen', 'sources groups weights')      # sources: blocks of the clients it is for; none: all others
PROTOCOLS = {'HTTP': (TCP,), 'TCP': (TCP,), 'UDP': (UDP,), 'TCP_UDP': (TCP, UDP)}
LISTENED, SENT = [80, 443, 8080], [80, 8080, 22]
CLIENTS = ['203.0.113.0/24', '10.0.1.0/24', '203.0.113.128/25', '10.0.0.0/16', '128.0.0.0/1']


class Listener:
    """rules: the first that is for a client serves it; the last one is for all."""

    def __init__(self, port, protocol, rules):
        self.port, self.protocol, self.rules = port, protocol, rules


class TargetGroup:
    """kind: instance, ip or alb; keeps, crosses: what its attributes say of the clients' addresses and other zones."""

    def __init__(self, kind, protocol, port, targets, keeps=None, crosses=None):
        self.kind, self.protocol, self.port, self.targets = kind, protocol, port, targets
        self.keeps, self.crosses = keeps, crosses

    def keeps_clients(self):
        if self.protocol == 'HTTP':
            return False
        if self.kind == 'alb' or self.protocol in ('UDP', 'TCP_UDP'):
            return True
        return self.kind == 'instance' if self.keeps is None else self.keeps


# ------------------------------------------------------------------ random ones

def make_targets(net, kind):
    """Some members that a group of this kind can have."""
    r = net.r
    if kind == 'ip':
        free = [member for member in net.members if member.kind == 'service' and not any(
            target.member is member for group in net.target_groups for target in group.targets)]
        return [Target(r.choice(free), r.choice([80, 8080]))] if free else []
    found = [member for member in net.members if member.kind in ('box', 'fleet') and member.when is None and None not in member.subnets]
    return [Target(member, r.choice(SENT) if member.kind == 'box' and r.random() < 0.3 else None)
            for member in r.sample(found, min(len(found), r.randint(1, 2)))]


def make_group(net, protocol, kind, targets, sends=None):
    """The number of a new target group."""
    r = net.r
    port = sends or r.choice(SENT)
    targets = [Target(target.member, target.port or port) for target in targets]
    group = TargetGroup(kind, protocol, port, targets)
    if protocol == 'TCP' and kind != 'alb':
        group.keeps = r.choice([None, None, None, True, False])
    if kind in ('instance', 'ip'):
        group.crosses = r.choice([None, None, None, True, False])
    net.target_groups.append(group)
    return len(net.target_groups) - 1


def make_rules(net, protocol):
    """What a listener does, or None: there is nothing to send to."""
    r, groups = net.r, []
    for _ in range(r.randint(1, 3)):
        kind = r.choice(['instance', 'ip'])
        targets = make_targets(net, kind)
        if targets:
            groups.append(make_group(net, protocol, kind, targets))
    if not groups:
        return None
    if protocol != 'HTTP' or len(groups) == 1:
        return [Listen([], groups[:1], [1])]
    if len(groups) == 2 and r.random() < 0.5:
        return [Listen([], groups, [r.choice([0, 1]), 1])]
    rules = [Listen(r.sample(CLIENTS, r.randint(1, 2)), [group], [1]) for group in groups[1:]]
    return rules + [Listen([], groups[:1] if r.random() < 0.8 else [], [1])]


def make_listeners(net, protocol):
    found = []
    for port in net.r.sample(LISTENED, net.r.randint(1, 2)):
        rules = make_rules(net, protocol)
        if rules:
            found.append(Listener(port, protocol, rules))
    return found


def make_balancer(net, i):
    r = net.r
    kind = r.choice(['application', 'application', 'network', 'network', 'classic'])
    some = r.choice([[0, 1], [0, 1], [1, 2], [0, 1, 2]] if net.zones == 3 else [[0, 1], [1, 2]])
    if kind != 'application' and r.random() < 0.3:
        some = some[:1]
    groups = sorted(r.sample(range(4), 1)) if kind != 'network' or r.random() < 0.5 else []
    made = Member('%s%d' % (kind, i), kind, some, groups, r.random() < 0.6, crosses=r.choice([None, True, False]))
    made.six = net.six and kind != 'classic' and r.random() < 0.4
    if kind == 'application':
        made.crosses = True
        made.listeners = make_listeners(net, 'HTTP')
    elif kind == 'network':
        inner = [balancer for balancer in net.balancers if balancer.kind == 'application' and balancer.listeners]
        if inner and r.random() < 0.7:
            port = inner[0].listeners[0].port
            group = make_group(net, 'TCP', 'alb', [Target(inner[0], None)], port)
            made.listeners = [Listener(r.choice([port, 443]), 'TCP', [Listen([], [group], [1])])]
        else:
            made.listeners = make_listeners(net, r.choice(['TCP', 'TCP', 'TCP', 'UDP', 'TCP_UDP']))
    else:
        group = make_group(net, 'HTTP', 'classic', [Target(target.member, None) for target in make_targets(net, 'instance')])
        made.listeners = [Listener(r.choice(LISTENED), 'HTTP', [Listen([], [group], [1])])]
    return made


def tidy(net, balancer):
    """As it is in most programs: everybody reaches the load balancer, and it alone reaches what it sends to."""
    net.groups[0] = ([Rule('0.0.0.0/0', TCP, *net.r.choice([PORTS, (80, 443)]), None)], net.r.choice([None, [Rule(1, TCP, *PORTS, None)]]))
    peer = net.r.choice([0, 0, 0, '10.0.0.0/16', '10.0.1.0/24', '203.0.113.0/24'])
    net.groups[1] = ([Rule(peer, TCP, *net.r.choice([PORTS, PORTS, (80, 8080)]), None)], None)
    balancer.groups = [0] if balancer.kind != 'network' or net.r.random() < 0.6 else []
    for listener in balancer.listeners:
        for rule in listener.rules:
            for group in rule.groups:
                for target in net.target_groups[group].targets:
                    target.member.groups = [1]


def make_balancers(net):
    for i in range(net.r.choice([0, 0, 1, 1, 2, 2])):
        net.balancers.append(make_balancer(net, i))
        if net.open and net.r.random() < 0.8:
            tidy(net, net.balancers[-1])


# ------------------------------------------------------------------ the program

def forward(rule):
    """The action of a rule."""
    if not rule.groups:
        return '{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }'
    if len(rule.groups) == 1:
        return '{ Type: "forward", TargetGroupArn: target%d }' % rule.groups[0]
    return '{ Type: "forward", ForwardConfig: { TargetGroups: [%s] } }' % ', '.join(
        '{ TargetGroupArn: target%d, Weight: %d }' % pair for pair in zip(rule.groups, rule.weights))


def attributes(key, pairs):
    said = ['{ Key: "%s", Value: "%s" }' % (name, str(value).lower()) for name, value in pairs if value is not None]
    return '%s: [%s]' % (key, ', '.join(said)) if said else ''


def target_group_lines(net, resource):
    for i, group in enumerate(net.target_groups):
        if group.kind == 'classic':
            continue
        # fleets and services register themselves
        targets = ['{ Id: %s, Port: %d }' % (target.member.name, target.port) for target in group.targets
                   if target.member.kind in ('box', 'application')]
        yield resource('target%d' % i, 'ElasticLoadBalancingV2::TargetGroup', [
            'VpcId: main', 'Port: %d' % group.port, 'Protocol: "%s"' % group.protocol, 'TargetType: "%s"' % group.kind,
            'Targets: [%s]' % ', '.join(targets) if targets else '',
            attributes('TargetGroupAttributes', [('preserve_client_ip.enabled', group.keeps),
                                                 ('load_balancing.cross_zone.enabled', group.crosses)])])


def listener_lines(net, i, balancer, resource):
    for n, listener in enumerate(balancer.listeners):
        yield resource('listener%d_%d' % (i, n), 'ElasticLoadBalancingV2::Listener', [
            'LoadBalancerArn: ' + balancer.name, 'Port: %d' % listener.port, 'Protocol: "%s"' % listener.protocol,
            'DefaultActions: [%s]' % forward(listener.rules[-1])])
        for k, rule in enumerate(listener.rules[:-1]):
            yield resource('listens%d_%d_%d' % (i, n, k), 'ElasticLoadBalancingV2::ListenerRule', [
                'ListenerArn: listener%d_%d' % (i, n), 'Priority: %d' % (k + 1), 'Actions: [%s]' % forward(rule),
                'Conditions: [{ Field: "source-ip", SourceIpConfig: { Values: [%s] } }]' % ', '.join('"%s"' % s for s in rule.sources)])


def classic_line(net, balancer, resource, common):
    listener = balancer.listeners[0]
    group = net.target_groups[listener.rules[0].groups[0]]
    boxes = [target.member.name for target in group.targets if target.member.kind == 'box']
    return resource(balancer.name, 'ElasticLoadBalancing::LoadBalancer', common + [
        'Listeners: [{ LoadBalancerPort: "%d", InstancePort: "%d", Protocol: "HTTP" }]' % (listener.port, group.port),
        'Instances: [%s]' % ', '.join(boxes) if boxes else '', '' if balancer.crosses is None else 'CrossZone: %s' % str(balancer.crosses).lower()])


def balancer_lines(net, resource, groups_of, subnets_of):
    yield from target_group_lines(net, resource)
    for i, balancer in enumerate(net.balancers):
        common = ['Subnets: ' + subnets_of(balancer), groups_of(balancer, 'SecurityGroups') if balancer.groups else '',
                  'Scheme: "%s"' % ('internet-facing' if balancer.public else 'internal')]
        if balancer.kind == 'classic':
            yield classic_line(net, balancer, resource, common)
            continue
        crosses = balancer.crosses if balancer.kind == 'network' else None
        yield resource(balancer.name, 'ElasticLoadBalancingV2::LoadBalancer', common + [
            'Type: "%s"' % balancer.kind, 'IpAddressType: "dualstack"' if balancer.six else '',
            attributes('LoadBalancerAttributes', [('load_balancing.cross_zone.enabled', crosses)])])
        yield from listener_lines(net, i, balancer, resource)
