"""tests/stdlib/network/full.mt: IPv6, endpoints, networks with each way out, one without any."""
import ipaddress

from .services import ANYWHERE, NOTHING
from .words import item, ref

EVERYWHERE = '::/0'


def ipv6(main, name):
    """(which 64-bit network of the VPC's own a subnet has, whether what starts there gets an address of it)."""
    found = main.aws('ec2').describe_subnets(SubnetIds=[main.ids[name]])['Subnets'][0]
    blocks = main.vpc(name[:name.index('P')] + 'Vpc')['Ipv6CidrBlockAssociationSet']
    own, = [one['Ipv6CidrBlock'] for one in found['Ipv6CidrBlockAssociationSet']]
    return number_of(own, blocks[0]['Ipv6CidrBlock']), found['AssignIpv6AddressOnCreation']


def number_of(own, whole):
    return (int(ipaddress.ip_network(own).network_address) - int(ipaddress.ip_network(whole).network_address)) >> 64


def dns(main, vpc):
    ec2 = main.aws('ec2')
    return tuple(ec2.describe_vpc_attribute(VpcId=main.ids[vpc], Attribute=key)[key[0].upper() + key[1:]]['Value']
                 for key in ('enableDnsSupport', 'enableDnsHostnames'))


def ipv6_words(main, vpc='MainVpc'):
    return {block['Ipv6CidrBlock'] for block in main.vpc(vpc).get('Ipv6CidrBlockAssociationSet', [])}


def facts(main, given):
    ids = main.ids
    yield 'networks with IPv6', ['MainVpc', 'SingleVpc'], lambda: [
        name for name in ('MainVpc', 'SpanningVpc', 'InnerVpc', 'SingleVpc', 'EdgeVpc') if ipv6_words(main, name)]
    for number, name in enumerate(('MainPublicSubnetA', 'MainPublicSubnetB', 'MainPublicSubnetC')):
        yield f'{name}: its own IPv6 network', (number * 8, True), lambda name=name: ipv6(main, name)
    yield 'SinglePrivateSubnetB: its own IPv6 network', (9, True), lambda: ipv6(main, 'SinglePrivateSubnetB')
    yield 'IPv6 of public subnets: to the internet gateway', ids['MainInternetGateway'], lambda: main.routes('MainPublicRouteTable').get(EVERYWHERE)
    for letter in 'ABC':
        yield (f'IPv6 of the private subnet {letter}: out, and not in', ids['MainEgressOnlyGateway'],
               lambda letter=letter: main.routes(f'MainPrivateZoneRouteTable{letter}').get(EVERYWHERE))
        yield (f'IPv4 of the private subnet {letter}: by the NAT gateway of its zone', ids[f'MainNatGateway{letter}'],
               lambda letter=letter: main.routes(f'MainPrivateZoneRouteTable{letter}').get(ANYWHERE))
    yield 'the egress-only gateway is of its network', [ids['MainVpc']], lambda: [
        attachment['VpcId'] for gateway in main.aws('ec2').describe_egress_only_internet_gateways(
            EgressOnlyInternetGatewayIds=[ids['MainEgressOnlyGateway']])['EgressOnlyInternetGateways'] for attachment in gateway['Attachments']]
    yield 'isolated subnets: no way out', {'10.1.0.0/16', 'local'}, lambda: {
        word for pair in main.routes('MainIsolatedRouteTable').items() for word in pair} - ipv6_words(main)
    yield 'the network that spans: private subnets go out by one gateway', (ids['SpanningRegionalNatGateway'], 3), lambda: (
        main.routes('SpanningPrivateRouteTable').get(ANYWHERE), len(main.networks_behind('SpanningPrivateRouteTable')))
    yield 'the network inside: no way out, no public subnets, no names', ({'10.3.0.0/16': 'local'}, 6, (False, False)), lambda: (
        main.routes('InnerPrivateRouteTable'), len(main.subnets('InnerVpc')), dns(main, 'InnerVpc'))
    yield 'the network at the edge: three public subnets, no NAT', (3, []), lambda: (
        len(main.subnets('EdgeVpc')), main.aws('ec2').describe_nat_gateways(Filter=[
            {'Name': 'vpc-id', 'Values': [ids['EdgeVpc']]}])['NatGateways'])
    yield 'gateway endpoints', [('dynamodb', 'Gateway'), ('s3', 'Gateway')], lambda: main.endpoints(
        'MainGatewayEndpointS3', 'MainGatewayEndpointDynamodb')
    yield 'interface endpoints: which', [('ecr.api', 'Interface'), ('secretsmanager', 'Interface')], lambda: main.endpoints(
        'MainInterfaceEndpointSecretsmanager', 'MainInterfaceEndpointEcrApi')
    yield 'interface endpoints: HTTPS from the network, nothing out', ([('tcp', 443, '10.1.0.0/16')], [NOTHING]), lambda: tuple(
        main.rules('MainEndpointSecurityGroup', direction) for direction in ('in', 'out'))
    yield 'flow logs: 90 days, with the key', (90, ids['KeyKey']), lambda: (
        lambda days, key: (days, key.rpartition('/')[2]))(*main.log_group('MainFlowLogGroup'))


MISTAKES = [[
    ('Block', None, item('AWS::EC2::VPCCidrBlock', VpcId=ref('EdgeVpc'), AmazonProvidedIpv6CidrBlock=True), 'networks with IPv6'),
    ('MainPublicSubnetA', 'AssignIpv6AddressOnCreation', False, 'MainPublicSubnetA'),
    ('MainPublicSubnetB', 'Ipv6CidrBlock/Fn::Select/0', 40, 'MainPublicSubnetB'),
    ('MainPublicSubnetC', 'Ipv6CidrBlock', None, 'MainPublicSubnetC'),
    ('SinglePrivateSubnetB', 'Ipv6CidrBlock/Fn::Select/0', 10, 'SinglePrivateSubnetB'),
    ('MainPublicIpv6Route', None, None, 'IPv6 of public'),
    ('MainPrivateZoneIpv6RouteA', 'EgressOnlyInternetGatewayId', ref('SingleEgressOnlyGateway'), 'IPv6 of the private subnet A'),
    ('MainPrivateZoneIpv6RouteB', None, None, 'IPv6 of the private subnet B'),
    ('MainPrivateZoneIpv6RouteC', 'DestinationIpv6CidrBlock', 'fd00::/8', 'IPv6 of the private subnet C'),
    ('MainPrivateZoneRouteA', 'NatGatewayId', ref('MainNatGatewayC'), 'IPv4 of the private subnet A'),
    ('MainPrivateZoneRouteB', None, None, 'IPv4 of the private subnet B'),
    ('MainPrivateZoneRouteC', 'NatGatewayId', ref('MainNatGatewayA'), 'IPv4 of the private subnet C'),
    ('MainEgressOnlyGateway', 'VpcId', ref('SingleVpc'), 'the egress-only gateway'),
    ('Leak', None, item('AWS::EC2::Route', RouteTableId=ref('MainIsolatedRouteTable'), DestinationCidrBlock=ANYWHERE,
                        NatGatewayId=ref('MainNatGatewayA')), 'isolated subnets'),
    ('SpanningPrivateRoute', None, None, 'the network that spans'),
    ('InnerVpc', 'EnableDnsSupport', True, 'the network inside'),
    ('Extra', None, item('AWS::EC2::Subnet', VpcId=ref('EdgeVpc'), CidrBlock='10.5.240.0/24'), 'the network at the edge'),
    ('MainGatewayEndpointDynamodb', 'ServiceName', {'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3'}, 'gateway endpoints'),
    ('MainInterfaceEndpointEcrApi', 'ServiceName', {'Fn::Sub': 'com.amazonaws.${AWS::Region}.ecr.dkr'}, 'interface endpoints: which'),
    ('MainEndpointSecurityGroup', 'SecurityGroupEgress', None, 'interface endpoints: HTTPS'),
    ('MainFlowLogGroup', 'KmsKeyId', None, 'flow logs'),
]]
