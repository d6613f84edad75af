"""tests/stdlib/load_balancer/full.mt: further certificates, hosts and paths, an inner load balancer."""
from .words import ref


def facts(main, given):
    ids = main.ids
    listener = ids['LbHttpsListener']
    yield 'both certificates', sorted([given['Certificate'], given['OtherCertificate']]), lambda: sorted(
        one['CertificateArn'] for one in main.aws('elbv2').describe_listener_certificates(ListenerArn=listener)['Certificates'])
    yield 'hosts and paths, by priority', [
        (['/api/*'], 'ApiTargetGroup'), (['shop.example.com'], 'WebTargetGroup'), (['admin.example.com'], 'ApiTargetGroup'),
        (['*.example.com', '/static/*'], 'WebTargetGroup'), ([], 'WebTargetGroup')], lambda: main.forwarding('LbHttpsListener')
    yield 'TLS 1.3 alone', 'ELBSecurityPolicy-TLS13-1-3-2021-06', lambda: main.listener('LbHttpsListener')['SslPolicy']
    yield 'attributes', ['120', 'false', 'strictest', 'false'], lambda: main.balancer_attributes(
        'idle_timeout.timeout_seconds', 'deletion_protection.enabled', 'routing.http.desync_mitigation_mode', 'routing.http2.enabled')
    yield 'the inner one is internal', 'internal', lambda: main.balancer('InnerLoadBalancer')['Scheme']
    yield 'the inner one answers what it does not know', [(['/jobs'], 'JobsTargetGroup'), ([], None)], lambda: main.forwarding('InnerHttpsListener')
    yield 'targets over HTTPS', ('HTTPS', 8443), lambda: tuple(main.target_group('JobsTargetGroup')[key] for key in ('Protocol', 'Port'))
    yield 'instances by requests', [('ALBRequestCountPerTarget', 500.0)], lambda: main.tracking('ApiGroup')
    yield 'the firewall stands before it', ids['FirewallWebAcl'].split('|')[1], lambda: main.aws('wafv2').get_web_acl_for_resource(
        ResourceArn=ids['LbLoadBalancer'])['WebACL']['Id']


MISTAKES = [[
    ('LbListenerCertificates', None, None, 'both certificates'),
    ('LbListenerRuleAdminExampleCom', 'Priority', 40, 'hosts and paths'),
    ('LbHttpsListener', 'SslPolicy', 'ELBSecurityPolicy-2016-08', 'TLS 1.3'),
    ('LbLoadBalancer', 'LoadBalancerAttributes/Key=idle_timeout.timeout_seconds/Value', '60', 'attributes'),
    ('InnerLoadBalancer', 'Scheme', 'internet-facing', 'the inner one is'),
    ('InnerHttpsListener', 'DefaultActions/0', {'Type': 'forward', 'TargetGroupArn': ref('JobsTargetGroup')}, 'the inner one answers'),
    ('JobsTargetGroup', 'Port', 443, 'targets over'),
    ('LbRequestScalingApi', 'TargetTrackingConfiguration/TargetValue', 1000, 'instances by'),
    ('LbFirewallAssociation', None, None, 'the firewall'),
]]
