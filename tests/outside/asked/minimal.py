"""samples/minimal.mt: a load balancer without TLS, two to six instances in two zones, one NAT gateway."""
from .services import ANYWHERE
from .words import ref

PRIVATE = ['10.0.2.0/23', '10.0.18.0/23']


def facts(main, given):
    yield 'two to six instances', (2, 6), main.sizes
    yield 'in the private subnets', PRIVATE, lambda: main.networks(main.group()['VPCZoneIdentifier'].split(','))
    yield 'the load balancer is in two zones', ['ap-northeast-1a', 'ap-northeast-1c'], lambda: sorted(
        zone['ZoneName'] for zone in main.balancer()['AvailabilityZones'])
    yield 'HTTP goes to the instances', ('HTTP', 80, [([], 'WebTargetGroup')]), lambda: (
        main.listener('LbHttpListener')['Protocol'], main.listener('LbHttpListener')['Port'], main.forwarding('LbHttpListener'))
    yield 'the instances are registered', [main.ids['WebTargetGroup']], lambda: main.group()['TargetGroupARNs']
    yield 'out through the NAT gateway', (main.ids['MainNatGatewayA'], PRIVATE), lambda: (
        main.routes('MainPrivateRouteTable').get(ANYWHERE), main.networks_behind('MainPrivateRouteTable'))
    yield 'HTTPS alone goes out of the instances', [('tcp', 443, ANYWHERE)], lambda: main.rules('WebSecurityGroup', 'out')
    yield 'the load balancer reaches port 80', [('tcp', 80, 'load balancer')], lambda: main.rules(
        'WebSecurityGroup', 'in', **{'load balancer': 'LbSecurityGroup'})


MISTAKES = [[
    ('WebGroup', 'MaxSize', 7, 'two to six'),
    ('WebGroup', 'VPCZoneIdentifier/0', ref('MainPublicSubnetA'), 'in the private subnets'),
    ('LbLoadBalancer', 'Subnets/1', None, 'the load balancer is in two zones'),
    ('LbHttpListener', 'Port', 8080, 'HTTP goes'),
    ('WebGroup', 'TargetGroupARNs', [], 'the instances are registered'),
    ('MainPrivateRoute', 'NatGatewayId', None, 'out through'),
    ('WebSecurityGroup', 'SecurityGroupEgress/0/CidrIp', '198.51.100.0/24', 'HTTPS alone'),
    ('WebIngressFromLb80', None, None, 'the load balancer reaches'),
]]
