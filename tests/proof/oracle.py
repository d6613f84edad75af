"""Proofs about flows against packets: random networks, an independent model of what AWS lets pass, and what mtc
says of each assertion.

A packet goes from an address to an address and port, and its answer back to a port of 1024 to 65535. `a -> b` holds
if every packet passes and every answer; `no a -> b` if no packet passes, whatever becomes of answers. Addresses and
ports are those at the bounds of rules. The model stands here alone: nothing of it is taken from the compiler.
"""
import ipaddress
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile

MTC = os.environ['MTC']
SUBNETS = ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']
BLOCKS = ['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.1.0/24', '10.0.1.0/25', '10.0.2.0/24', '203.0.113.0/24']
WHOLE_BLOCKS = ['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.1.0/24']
PORTS = [(22, 22), (80, 80), (443, 443), (0, 65535), (22, 443), (100, 200)]
# what lets answers pass in part always lets some of them pass together
ANSWERS = [(1024, 65535), (0, 65535), (1024, 40000), (32768, 65535)]
OUTSIDE = ['203.0.113.7', '198.51.100.1']
ASKED = [22, 80, 443, 150]
BACK = [1024, 1030, 32767, 32768, 35000, 40000, 40001, 65535]


class Net:
    """A network of random parts."""

    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.routes = ['gateway'] + [r.choice(['gateway', 'nat', 'none']) for _ in SUBNETS[1:]]
        self.acls = [self.acl() if r.random() < 0.5 else None for _ in SUBNETS]
        self.groups = [[], [], []]
        self.outs = [None if r.random() < 0.3 else [] for _ in self.groups]
        for number in range(3):
            self.groups[number] = self.rules(0)
            if self.outs[number] is not None:
                self.outs[number] = self.rules(1)
        self.boxes = [(r.randrange(3), sorted(r.sample(range(3), r.randint(1, 2))), r.random() < 0.5) for _ in range(4)]

    def rules(self, least):
        """A few, none of them twice."""
        return list(dict.fromkeys(self.rule() for _ in range(self.r.randint(least, 3))))

    def rule(self):
        """(peer, protocol, from, to): a block, or the number of a group."""
        peer = self.r.randrange(3) if self.r.random() < 0.4 else self.r.choice(BLOCKS)
        protocol = self.r.choice(['tcp', 'tcp', 'tcp', '-1', 'udp'])
        return (peer, protocol) + (self.r.choice(PORTS) if protocol != '-1' else (0, 65535))

    def acl(self):
        """(number, outward, action, protocol, block, from, to)"""
        entries = []
        for outward in (False, True):
            for number in self.r.sample(range(1, 60), self.r.randint(1, 3)):
                if self.r.random() < 0.25:
                    entries.append((number, outward, 'deny', '6', self.r.choice(WHOLE_BLOCKS)) + self.r.choice(PORTS[:3]))
                else:
                    entries.append((number, outward, 'allow', self.r.choice(['6', '6', '-1', '17']), self.r.choice(BLOCKS))
                                   + self.r.choice(PORTS + ANSWERS * 2))
            if self.r.random() < 0.6:
                entries.append((90, outward, 'allow', '-1', '0.0.0.0/0', 0, 65535))
        return entries

    # ------------------------------------------------------------- the program

    def source(self):
        lines = ['azs 2', 'resource main AWS::EC2::VPC { CidrBlock: "10.0.0.0/16" }',
                 'resource gateway AWS::EC2::InternetGateway {}']
        lines.append('resource bond AWS::EC2::VPCGatewayAttachment { VpcId: main, InternetGatewayId: gateway }')
        lines.append('resource address AWS::EC2::EIP { Domain: "vpc" }')
        lines.append('resource nat AWS::EC2::NatGateway { SubnetId: subnet0, AllocationId: address.AllocationId }')
        for i, block in enumerate(SUBNETS):
            lines.append('resource subnet%d AWS::EC2::Subnet { VpcId: main, CidrBlock: "%s", AvailabilityZone: azs[%d].name }'
                         % (i, block, i % 2))
            lines.append('resource table%d AWS::EC2::RouteTable { VpcId: main }' % i)
            lines.append('resource tie%d AWS::EC2::SubnetRouteTableAssociation { SubnetId: subnet%d, RouteTableId: table%d }' % (i, i, i))
            if self.routes[i] != 'none':
                lines.append('resource route%d AWS::EC2::Route { RouteTableId: table%d, DestinationCidrBlock: "0.0.0.0/0", %s }'
                             % (i, i, 'GatewayId: gateway' if self.routes[i] == 'gateway' else 'NatGatewayId: nat'))
            if self.acls[i] is not None:
                lines.append('resource acl%d AWS::EC2::NetworkAcl { VpcId: main }' % i)
                lines.append('resource knot%d AWS::EC2::SubnetNetworkAclAssociation { SubnetId: subnet%d, NetworkAclId: acl%d }' % (i, i, i))
                shuffled = list(enumerate(self.acls[i]))
                self.r.shuffle(shuffled)
                for n, (number, outward, action, protocol, block, first, last) in shuffled:
                    lines.append('resource entry%d_%d AWS::EC2::NetworkAclEntry { NetworkAclId: acl%d, RuleNumber: %d, Egress: %s, '
                                 'RuleAction: "%s", Protocol: %s, CidrBlock: "%s"%s }'
                                 % (i, n, i, number, 'true' if outward else 'false', action, protocol, block,
                                    '' if protocol == '-1' else ', PortRange: { From: %d, To: %d }' % (first, last)))
        for i, rules in enumerate(self.groups):
            own, beside = [], []
            for way, list_ in (('Ingress', rules), ('Egress', self.outs[i] or [])):
                for n, (peer, protocol, first, last) in enumerate(list_):
                    ports = '' if protocol == '-1' else ', FromPort: %d, ToPort: %d' % (first, last)
                    if isinstance(peer, int):
                        beside.append('resource g%d%s%d AWS::EC2::SecurityGroup%s { GroupId: group%d.GroupId, IpProtocol: "%s", '
                                      '%sSecurityGroupId: group%d.GroupId%s }'
                                      % (i, way.lower(), n, way, i, protocol, 'Source' if way == 'Ingress' else 'Destination', peer, ports))
                    else:
                        own.append((way, '{ CidrIp: "%s", IpProtocol: "%s"%s }' % (peer, protocol, ports)))
            lists = ''.join(', SecurityGroup%s: [%s]' % (way, ', '.join(rule for w, rule in own if w == way))
                            for way in ('Ingress', 'Egress') if any(w == way for w, _ in own))
            lines.append('resource group%d AWS::EC2::SecurityGroup { GroupDescription: "g", VpcId: main%s }' % (i, lists))
            lines += beside
        for i, (subnet, groups, public) in enumerate(self.boxes):
            lines.append('resource box%d AWS::EC2::Instance { ImageId: "ami-12345678", NetworkInterfaces: [{ DeviceIndex: "0", SubnetId: '
                         'subnet%d, GroupSet: [%s], AssociatePublicIpAddress: %s }] }'
                         % (i, subnet, ', '.join('group%d.GroupId' % g for g in groups), 'true' if public else 'false'))
        return lines

    # --------------------------------------------------------------- the model

    def addresses(self, side):
        if side == 'internet':
            return OUTSIDE
        if side == '203.0.113.0/24':
            return ['203.0.113.0', '203.0.113.255']
        if side == 'vpc':
            return ['10.0.0.9', '10.0.1.9', '10.0.1.200', '10.0.2.9', '10.0.77.1']
        block = ipaddress.ip_network(SUBNETS[self.boxes[side][0]])
        return [str(block[4]), str(block[127]), str(block[128]), str(block[250])]

    def filtered(self, side, other, address, port, inward, refused):
        """Whether the security groups of a box let it pass. Who has an address of the network may be in any group, if it
        must not get through, and is in none, if it must."""
        mine = self.boxes[side][1]
        theirs = self.boxes[other][1] if isinstance(other, int) else []
        for group in mine:
            rules = self.groups[group] if inward else self.outs[group]
            if rules is None:
                return True
            for peer, protocol, first, last in rules:
                whom = (peer in theirs or (other == 'vpc' and refused)) if isinstance(peer, int) else ipaddress.ip_address(address) in ipaddress.ip_network(peer)
                if whom and (protocol == '-1' or (protocol == 'tcp' and first <= port <= last)):
                    return True
        return False

    def listed(self, subnet, address, port, outward):
        """Whether the ACL of a subnet lets it pass."""
        entries = self.acls[subnet]
        if entries is None:
            return True
        for number, out, action, protocol, block, first, last in sorted(entries):
            if out == outward and ipaddress.ip_address(address) in ipaddress.ip_network(block) \
                    and (protocol == '-1' or (protocol == '6' and first <= port <= last)):
                return action == 'allow'
        return False

    def passes(self, source, target, here, there, port, back):
        """One packet; back: the port of its answer, or None: nobody asks for it."""
        if isinstance(source, int) and isinstance(target, int):
            ours, theirs = self.boxes[source][0], self.boxes[target][0]
            crossed = ours == theirs or (
                self.listed(ours, there, port, True) and self.listed(theirs, here, port, False)
                and (back is None or (self.listed(theirs, here, back, True) and self.listed(ours, there, back, False))))
            return (crossed and self.filtered(source, target, there, port, False, back is None)
                    and self.filtered(target, source, here, port, True, back is None))
        box, outward = (source, True) if isinstance(source, int) else (target, False)
        address = there if outward else here
        subnet, _, public = self.boxes[box]
        other = target if outward else source
        if not self.filtered(box, other, address, port, not outward, back is None):
            return False
        if other == 'vpc' and ipaddress.ip_address(address) in ipaddress.ip_network(SUBNETS[subnet]):
            return True         # a neighbour: nothing crosses the border of the subnet
        if not self.listed(subnet, address, port, outward) or (back is not None and not self.listed(subnet, address, back, not outward)):
            return False
        if other == 'vpc':
            return True
        if not outward:
            return public and (back is None or self.routes[subnet] == 'gateway')
        if self.routes[subnet] == 'gateway':
            return public
        return self.routes[subnet] == 'nat' and self.through_nat(here, there, port, back)

    def through_nat(self, here, there, port, back):
        if not (self.listed(0, here, port, False) and self.listed(0, there, port, True)):
            return False
        return back is None or (self.listed(0, there, back, False) and self.listed(0, here, back, True))

    def truth(self, refused, source, target, port):
        packets = itertools.product(self.addresses(source), self.addresses(target), [None] if refused else BACK)
        passed = [self.passes(source, target, here, there, port, back) for here, there, back in packets]
        return not any(passed) if refused else all(passed)


def name(side):
    return 'box%d' % side if isinstance(side, int) else side


def compare(seed, folder):
    net = Net(seed)
    lines, asked = net.source(), {}
    sides = [0, 1, 2, 3, 'internet', 'vpc', '203.0.113.0/24']
    for _ in range(30):
        source, target = net.r.sample(sides, 2)
        if isinstance(source, int) or isinstance(target, int):
            refused, port = net.r.random() < 0.5, net.r.choice(ASKED)
            lines.append('assert %s%s -> %s : %d' % ('no ' if refused else '', name(source), name(target), port))
            asked[len(lines)] = (net.truth(refused, source, target, port), {'MT4004'} if refused else {'MT4002', 'MT4003'})
    path = os.path.join(folder, 'net.mt')
    with open(path, 'w') as file:
        file.write('\n'.join(lines) + '\n')
    ran = subprocess.run([MTC, '-o', os.path.join(folder, 'net.json'), path], capture_output=True, text=True)
    told = {int(line): code for line, code in re.findall(r'net\.mt:(\d+):\d+: \w+\[(MT\d+)\]', ran.stderr) if code.startswith('MT400')}
    others = re.findall(r'error\[(?!MT400[2-4])MT\d+\].*', ran.stderr)
    wrong = ['%s: %s, but mtc says %s' % (lines[line - 1], 'holds' if holds else 'does not hold', told.get(line, 'nothing'))
             for line, (holds, codes) in asked.items() if (line in told) == holds or (not holds and told.get(line) not in codes)]
    fails = not all(holds for holds, codes in asked.values())
    if ran.returncode != (1 if fails or others else 0):
        wrong.append('exit status %d' % ran.returncode)
    return len(asked), sum(holds for holds, codes in asked.values()), wrong + others


def main():
    seeds = range(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else range(50)
    total = held = failed = 0
    with tempfile.TemporaryDirectory(prefix='mtc-proof.') as folder:
        for number, seed in enumerate(seeds):
            count, true, wrong = compare(seed, folder)
            total, held, failed = total + count, held + true, failed + bool(wrong)
            print('%sok %d - network %d: %d assertions' % ('not ' if wrong else '', number + 1, seed, count))
            for line in wrong:
                print('#', line)
    print('%sok %d - %d of %d assertions hold, and the others do not' % ('' if 100 < held < total - 100 else 'not ', len(seeds) + 1, held, total))
    print('1..%d' % (len(seeds) + 1))
    return 0 if not failed or os.environ.get('MTC_TAP') else 1


if __name__ == '__main__':
    sys.exit(main())
