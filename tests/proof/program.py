"""A random network as a program: lines of mtc's language, one declaration each."""
from balancers import balancer_lines
from networks import DEFAULT, UNKNOWN, VPC, VPC6
from packets import ANY, ICMP, ICMP6, PORTS, TCP, UDP, is_six

NAMES = {TCP: 'tcp', UDP: 'udp', ICMP: 'icmp', ICMP6: 'icmpv6', ANY: '-1'}
ROUTED = {'gateway': 'GatewayId: gateway', 'egress': 'EgressOnlyInternetGatewayId: egress', 'peering': 'VpcPeeringConnectionId: peering'}


def resource(name, kind, properties, when=None):
    line = 'resource %s AWS::%s { %s }' % (name, kind, ', '.join(part for part in properties if part))
    return line if when is None else 'when p%d != "" { %s }' % (when, line)


def names(items):
    return '[%s]' % ', '.join(items)


def group_name(group):
    return 'outside' if group == UNKNOWN else 'group%d.GroupId' % group


def groups_of(member, key):
    """Nothing for the VPC's default group."""
    return '' if member.groups == [DEFAULT] else '%s: %s' % (key, names(group_name(group) for group in member.groups))


def subnets_of(member):
    return names('subnet%d' % subnet for subnet in member.subnets)


def truth(value):
    return 'true' if value else 'false'


def said(key, value):
    return '' if value is None else '%s: %s' % (key, truth(value))


def kind_of_icmp(first, last):
    """The type and the code, -1 being all."""
    if (first, last) == PORTS:
        return -1, -1
    return first // 256, -1 if last - first == 255 else first % 256


# ------------------------------------------------------------------ the network

def vpc_lines(net):
    yield 'azs %d' % net.zones
    yield 'param outside: string'
    yield 'param elsewhere: string'
    for i in range(net.params):
        yield 'param p%d: string = ""' % i
    yield resource('main', 'EC2::VPC', ['CidrBlock: "%s"' % VPC])
    yield resource('gateway', 'EC2::InternetGateway', [])
    yield resource('bond', 'EC2::VPCGatewayAttachment', ['VpcId: main', 'InternetGatewayId: gateway'])
    if net.six:
        yield resource('six', 'EC2::VPCCidrBlock', ['VpcId: main', 'Ipv6CidrBlock: "%s"' % VPC6, 'Ipv6Pool: "pool-1"'])
        yield resource('egress', 'EC2::EgressOnlyInternetGateway', ['VpcId: main'])
    if net.peered:
        yield resource('peering', 'EC2::VPCPeeringConnection', ['VpcId: main', 'PeerVpcId: outside'])
    for i in net.nats:
        yield resource('address%d' % i, 'EC2::EIP', ['Domain: "vpc"'])
        yield resource('nat%d' % i, 'EC2::NatGateway', ['SubnetId: subnet%d' % i, 'AllocationId: address%d.AllocationId' % i])


def route_lines(net, i, subnet):
    yield resource('table%d' % i, 'EC2::RouteTable', ['VpcId: main'])
    yield resource('tie%d' % i, 'EC2::SubnetRouteTableAssociation', ['SubnetId: subnet%d' % i, 'RouteTableId: table%d' % i])
    for n, route in enumerate(subnet.routes):
        to = ROUTED.get(route.kind, 'NatGatewayId: nat%d' % subnet.nat)
        key = 'DestinationIpv6CidrBlock' if is_six(route.block) else 'DestinationCidrBlock'
        yield resource('route%d_%d' % (i, n), 'EC2::Route', ['RouteTableId: table%d' % i, '%s: "%s"' % (key, route.block), to], route.when)


def acl_lines(net, i, acl):
    yield resource('acl%d' % i, 'EC2::NetworkAcl', ['VpcId: main'])
    yield resource('knot%d' % i, 'EC2::SubnetNetworkAclAssociation', ['SubnetId: subnet%d' % i, 'NetworkAclId: acl%d' % i])
    shuffled = list(enumerate(acl))
    net.r.shuffle(shuffled)
    for n, entry in shuffled:
        key = 'Ipv6CidrBlock' if is_six(entry.block) else 'CidrBlock'
        kinds = ''
        if entry.protocol in (TCP, UDP):
            kinds = 'PortRange: { From: %d, To: %d }' % (entry.first, entry.last)
        elif entry.protocol in (ICMP, ICMP6):
            kinds = 'Icmp: { Type: %d, Code: %d }' % kind_of_icmp(entry.first, entry.last)
        yield resource('entry%d_%d' % (i, n), 'EC2::NetworkAclEntry', [
            'NetworkAclId: acl%d' % i, 'RuleNumber: %d' % entry.number, 'Egress: %s' % truth(entry.outward),
            'RuleAction: "%s"' % ('allow' if entry.allows else 'deny'), 'Protocol: %d' % entry.protocol, '%s: "%s"' % (key, entry.block),
            kinds], entry.when)


def subnet_lines(net):
    for i, subnet in enumerate(net.subnets):
        six = 'Ipv6CidrBlock: "%s"' % subnet.block6 if subnet.block6 else ''
        line = resource('subnet%d' % i, 'EC2::Subnet', ['VpcId: main', 'CidrBlock: "%s"' % subnet.block, six,
                                                        'AvailabilityZone: azs[%d].name' % subnet.zone,
                                                        'MapPublicIpOnLaunch: true' if subnet.public else ''])
        yield line + (' with { DependsOn: six }' if six else '')
        yield from route_lines(net, i, subnet)
        if subnet.acl is not None:
            yield from acl_lines(net, i, subnet.acl)


# ------------------------------------------------------------- security groups

def rule_fields(rule):
    protocol = NAMES.get(rule.protocol, str(rule.protocol))
    ports = ''
    if rule.protocol in (TCP, UDP):
        ports = 'FromPort: %d, ToPort: %d' % (rule.first, rule.last)
    elif rule.protocol in (ICMP, ICMP6):
        ports = 'FromPort: %d, ToPort: %d' % kind_of_icmp(rule.first, rule.last)
    return ['IpProtocol: "%s"' % protocol, ports]


def group_lines(net):
    for i, (ingress, egress) in enumerate(net.groups):
        own, beside = {'Ingress': [], 'Egress': []}, []
        for way, rules in (('Ingress', ingress), ('Egress', egress or [])):
            for n, rule in enumerate(rules):
                if isinstance(rule.peer, int):
                    peer = '%sSecurityGroupId: %s' % ('Source' if way == 'Ingress' else 'Destination', group_name(rule.peer))
                else:
                    peer = '%s: "%s"' % ('CidrIpv6' if is_six(rule.peer) else 'CidrIp', rule.peer)
                if isinstance(rule.peer, int) or rule.when is not None:
                    beside.append(resource('rule%d%s%d' % (i, way, n), 'EC2::SecurityGroup' + way,
                                           ['GroupId: group%d.GroupId' % i, peer] + rule_fields(rule), rule.when))
                else:
                    own[way].append('{ %s }' % ', '.join(part for part in [peer] + rule_fields(rule) if part))
        yield resource('group%d' % i, 'EC2::SecurityGroup', ['GroupDescription: "g"', 'VpcId: main']
                       + ['SecurityGroup%s: %s' % (way, names(rules)) for way, rules in own.items() if rules])
        yield from beside


# -------------------------------------------------------------------- members

def box_lines(net, member):
    interface = ['DeviceIndex: "0"', 'SubnetId: elsewhere' if member.subnets == [None] else 'SubnetId: subnet%d' % member.subnets[0], groups_of(member, 'GroupSet'),
                 said('AssociatePublicIpAddress', member.public), 'Ipv6AddressCount: 1' if member.six else '']
    yield resource(member.name, 'EC2::Instance', ['ImageId: "ami-12345678"', 'NetworkInterfaces: [{ %s }]'
                                                  % ', '.join(part for part in interface if part)], member.when)


def fleet_lines(net, member):
    interface = ['DeviceIndex: 0', groups_of(member, 'Groups'), said('AssociatePublicIpAddress', member.public)]
    yield resource(member.name + 't', 'EC2::LaunchTemplate', [
        'LaunchTemplateData: { ImageId: "ami-12345678", InstanceType: "t3.micro", NetworkInterfaces: [{ %s }] }'
        % ', '.join(part for part in interface if part)])
    mine = [i for i, group in enumerate(net.target_groups) if any(target.member is member for target in group.targets)]
    targets = ['target%d' % i for i in mine if net.target_groups[i].kind != 'classic']
    classic = [balancer.name for balancer in net.balancers if balancer.kind == 'classic' and balancer.listeners[0].rules[0].groups[0] in mine]
    yield resource(member.name, 'AutoScaling::AutoScalingGroup', [
        'MinSize: "1"', 'MaxSize: "4"', 'VPCZoneIdentifier: ' + subnets_of(member),
        'LaunchTemplate: { LaunchTemplateId: %st, Version: %st.LatestVersionNumber }' % (member.name, member.name),
        'TargetGroupARNs: ' + names(targets) if targets else '', 'LoadBalancerNames: ' + names(classic) if classic else ''])


def service_lines(net, member):
    yield resource(member.name + 't', 'ECS::TaskDefinition', [
        'NetworkMode: "awsvpc"', 'RequiresCompatibilities: ["FARGATE"]', 'Cpu: "256"', 'Memory: "512"',
        'ContainerDefinitions: [{ Name: "c", Image: "nginx", PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8080 }] }]'])
    bound = ['{ ContainerName: "c", ContainerPort: %d, TargetGroupArn: target%d }' % (target.port, i)
             for i, group in enumerate(net.target_groups) for target in group.targets if target.member is member]
    line = resource(member.name, 'ECS::Service', [
        'TaskDefinition: %st' % member.name, 'LaunchType: "FARGATE"', 'DesiredCount: 1',
        'LoadBalancers: ' + names(bound) if bound else '',
        'NetworkConfiguration: { AwsvpcConfiguration: { Subnets: %s, %s } }' % (subnets_of(member), ', '.join(filter(None, [
            groups_of(member, 'SecurityGroups'), 'AssignPublicIp: "%s"' % ('ENABLED' if member.public else 'DISABLED')])))])
    listeners = ['listener%d_%d' % (i, n) for i, balancer in enumerate(net.balancers) if balancer.kind != 'classic'
                 for n, _ in enumerate(balancer.listeners)]
    yield line + (' with { DependsOn: %s }' % names(listeners) if bound and listeners else '')


def function_lines(net, member):
    yield resource(member.name + 'r', 'IAM::Role', [
        'AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, '
        'Action: "sts:AssumeRole" }] }', 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"]'])
    yield resource(member.name, 'Lambda::Function', [
        'Code: { ZipFile: "def handler(event, context): pass" }', 'Runtime: "python3.13"', 'Handler: "index.handler"',
        'Role: %sr.Arn' % member.name, 'VpcConfig: { SubnetIds: %s, %s }' % (subnets_of(member), groups_of(member, 'SecurityGroupIds')
                                                                             or 'SecurityGroupIds: [main.DefaultSecurityGroup]')])


def database_lines(net, member):
    yield resource(member.name + 's', 'RDS::DBSubnetGroup', ['DBSubnetGroupDescription: "s"', 'SubnetIds: ' + subnets_of(member)])
    yield resource(member.name, 'RDS::DBInstance', [
        'Engine: "mysql"', 'DBInstanceClass: "db.t3.micro"', 'AllocatedStorage: "20"', 'MasterUsername: "root"',
        'ManageMasterUserPassword: true', 'DBSubnetGroupName: %ss' % member.name, groups_of(member, 'VPCSecurityGroups'),
        said('PubliclyAccessible', member.public), said('MultiAZ', member.standby)])


def cluster_lines(net, member):
    yield resource(member.name + 's', 'RDS::DBSubnetGroup', ['DBSubnetGroupDescription: "s"', 'SubnetIds: ' + subnets_of(member)])
    yield resource(member.name, 'RDS::DBCluster', [
        'Engine: "aurora-mysql"', 'MasterUsername: "root"', 'ManageMasterUserPassword: true', 'DBSubnetGroupName: %ss' % member.name,
        groups_of(member, 'VpcSecurityGroupIds')])
    for n, zone in enumerate(member.instances):
        yield resource('%s_%d' % (member.name, n), 'RDS::DBInstance', [
            'Engine: "aurora-mysql"', 'DBInstanceClass: "db.t3.medium"', 'DBClusterIdentifier: ' + member.name,
            'PubliclyAccessible: ' + truth(member.public), '' if zone is None else 'AvailabilityZone: azs[%d].name' % zone])


WRITERS = {'box': box_lines, 'fleet': fleet_lines, 'service': service_lines, 'function': function_lines,
           'database': database_lines, 'cluster': cluster_lines}


def program(net):
    lines = list(vpc_lines(net)) + list(subnet_lines(net)) + list(group_lines(net))
    for member in net.members:
        lines += WRITERS[member.kind](net, member)
    return lines + list(balancer_lines(net, resource, groups_of, subnets_of))
