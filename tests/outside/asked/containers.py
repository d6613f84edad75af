"""samples/containers.mt: two services behind a load balancer, workers behind nothing, PostgreSQL and a cache."""
from .services import ANYWHERE, NOTHING
from .words import ref

PEERS = {'load balancer': 'LbSecurityGroup', 'pages': 'PagesSecurityGroup', 'api': 'ApiSecurityGroup', 'workers': 'WorkersSecurityGroup',
         'database': 'DbSecurityGroup', 'cache': 'CacheSecurityGroup'}
ISOLATED = ['10.1.4.0/23', '10.1.20.0/23']


def services(main):
    ids = main.ids
    yield 'paths: /api/* to the interface, the rest to the pages', [(['/api/*'], 'ApiTargetGroup'), ([], 'PagesTargetGroup')], \
        lambda: main.forwarding('LbHttpsListener')
    for name, cluster, port in (('Pages', 'PagesOwnCluster', 80), ('Api', 'ApiOwnCluster', 8080)):
        yield f'{name}: on Fargate, registered with its port', ('FARGATE', [(ids[f'{name}TargetGroup'], port)]), \
            lambda name=name, cluster=cluster: (
                main.service(f'{name}Service', cluster)['launchType'],
                [(one['targetGroupArn'], one['containerPort']) for one in main.service(f'{name}Service', cluster)['loadBalancers']])
    yield 'Workers: in the cluster of the interface, behind nothing', [], lambda: main.service('WorkersService', 'ApiOwnCluster')['loadBalancers']
    yield 'Pages: two to ten tasks', (2, 10), lambda: main.capacity('PagesService', 'PagesOwnCluster')[0]
    yield 'Api: two to ten tasks', (2, 10), lambda: main.capacity('ApiService', 'ApiOwnCluster')[0]
    yield 'Api: by requests', [('ALBRequestCountPerTarget', 1000.0)], lambda: main.capacity('ApiService', 'ApiOwnCluster')[1]
    yield 'Workers: one to four tasks', (1, 4), lambda: main.capacity('WorkersService', 'ApiOwnCluster')[0]
    yield 'Workers: by the processor', [('ECSServiceAverageCPUUtilization', 60.0)], lambda: main.capacity('WorkersService', 'ApiOwnCluster')[1]
    yield 'Api: half a processor, 1 GiB', ('512', '1024'), lambda: tuple(main.task('ApiTaskDefinition')[key] for key in ('cpu', 'memory'))
    yield 'Api: where database and cache are', {
        'DB_HOST': main.database()['Endpoint']['Address'], 'CACHE_HOST': f"master.{ids['CacheGroup']}.cache.amazonaws.com"}, \
        lambda: {one['name']: one['value'] for one in main.container('ApiTaskDefinition')['environment']}
    yield 'Api: secrets, whole and by their fields', [
        ('CACHE', ids['CacheSecret']), ('DB_USER', ids['DbSecret'] + ':username::'), ('DB_PASSWORD', ids['DbSecret'] + ':password::')], \
        lambda: main.secrets('ApiTaskDefinition')
    yield 'Workers: the password alone', [('DB_PASSWORD', ids['DbSecret'] + ':password::')], lambda: main.secrets('WorkersTaskDefinition')
    yield 'Pages: no secrets', [], lambda: main.secrets('PagesTaskDefinition')
    yield 'Workers: started by a role that reads this secret', [ids['DbSecret']], lambda: main.statements('WorkersExecutionPolicy')[-1][1]
    yield 'Pages: a log in its log group', ids['PagesLogGroup'], lambda: main.container(
        'PagesTaskDefinition')['logConfiguration']['options']['awslogs-group']
    yield 'Pages: a year, encrypted with the key', (365, ids['KeyKey']), lambda: (
        lambda days, key: (days, key.rpartition('/')[2]))(*main.log_group('PagesLogGroup'))


def data(main):
    ids = main.ids
    yield 'cache: two nodes, a year of logs', (2, 365), lambda: (len(main.cache()['MemberClusters']), main.log_group('CacheLogGroup')[0])
    yield 'cache: in the isolated subnets', ISOLATED, main.cache_networks
    yield 'database: storage from 50 to 200 GiB', (50, 200), lambda: tuple(
        main.database()[key] for key in ('AllocatedStorage', 'MaxAllocatedStorage'))
    yield 'database: the processor that was chosen', 'db.t4g.medium', lambda: main.database()['DBInstanceClass']
    yield 'flow logs: a year, encrypted with the key', (365, ids['KeyKey']), lambda: (
        lambda days, key: (days, key.rpartition('/')[2]))(*main.log_group('MainFlowLogGroup'))
    yield 'bucket: requests are logged there', ['true', ids['LogsBucket']], lambda: main.balancer_attributes(
        'access_logs.s3.enabled', 'access_logs.s3.bucket')


def arrows(main):
    def rules(name, direction):
        return lambda: main.rules(PEERS[name], direction, **PEERS)
    yield 'into the database: interface and workers', [('tcp', 5432, 'api'), ('tcp', 5432, 'workers')], rules('database', 'in')
    yield 'into the cache: interface and workers', [('tcp', 6379, 'api'), ('tcp', 6379, 'workers')], rules('cache', 'in')
    yield 'out of the database: nothing', [NOTHING], rules('database', 'out')
    yield 'into the workers: nothing', [], rules('workers', 'in')
    yield 'into the pages: the load balancer', [('tcp', 80, 'load balancer')], rules('pages', 'in')
    yield 'out of the workers', [('tcp', 443, ANYWHERE), ('tcp', 5432, 'database'), ('tcp', 6379, 'cache')], rules('workers', 'out')


def facts(main, given):
    yield from services(main)
    yield from data(main)
    yield from arrows(main)


MISTAKES = [[
    ('LbListenerRuleApi', 'Actions/0/TargetGroupArn', ref('PagesTargetGroup'), 'paths'),
    ('PagesService', 'LoadBalancers/0/ContainerPort', 8080, 'Pages: on Fargate'),
    ('ApiService', 'LoadBalancers/0/TargetGroupArn', ref('PagesTargetGroup'), 'Api: on Fargate'),
    ('WorkersService', 'LoadBalancers', [{'ContainerName': 'workers', 'ContainerPort': 80, 'TargetGroupArn': ref('PagesTargetGroup')}],
     'Workers: in the cluster'),
    ('PagesScalingTarget', 'MinCapacity', 1, 'Pages: two'),
    ('ApiScalingTarget', 'MaxCapacity', 20, 'Api: two'),
    ('LbServiceScalingApi', 'TargetTrackingScalingPolicyConfiguration/TargetValue', 10, 'Api: by requests'),
    ('WorkersScalingTarget', 'MaxCapacity', 5, 'Workers: one'),
    ('WorkersScaling', 'TargetTrackingScalingPolicyConfiguration/TargetValue', 70, 'Workers: by'),
    ('ApiTaskDefinition', 'Memory', '2048', 'Api: half'),
    ('ApiTaskDefinition', 'ContainerDefinitions/0/Environment/Name=DB_HOST/Value', 'localhost', 'Api: where'),
    ('ApiTaskDefinition', 'ContainerDefinitions/0/Secrets/2', None, 'Api: secrets'),
    ('WorkersTaskDefinition', 'ContainerDefinitions/0/Secrets/0/ValueFrom', ref('DbSecretAttachment'), 'Workers: the password'),
    ('PagesTaskDefinition', 'ContainerDefinitions/0/Secrets', [{'Name': 'DB', 'ValueFrom': ref('DbSecret')}], 'Pages: no secrets'),
    ('WorkersExecutionPolicy', 'PolicyDocument/Statement/Sid=ReadSecrets/Resource', ['*'], 'Workers: started'),
    ('PagesTaskDefinition', 'ContainerDefinitions/0/LogConfiguration/Options/awslogs-group', ref('ApiLogGroup'), 'Pages: a log'),
    ('PagesLogGroup', 'KmsKeyId', None, 'Pages: a year'),
    ('CacheGroup', 'NumCacheClusters', 1, 'cache: two'),
    ('CacheSubnetGroup', 'SubnetIds/1', ref('MainPublicSubnetB'), 'cache: in'),
    ('DbInstance', 'MaxAllocatedStorage', 100, 'database: storage'),
    ('DbInstance', 'DBInstanceClass', 'db.t4g.large', 'database: the processor'),
    ('MainFlowLogGroup', 'RetentionInDays', 7, 'flow logs'),
    ('LbLoadBalancer', 'LoadBalancerAttributes/Key=access_logs.s3.enabled/Value', 'false', 'bucket'),
    ('DbIngressFromApi5432', None, None, 'into the database'),
    ('CacheIngressFromWorkers6379', 'SourceSecurityGroupId', ref('PagesSecurityGroup'), 'into the cache'),
    ('DbSecurityGroup', 'SecurityGroupEgress', None, 'out of the database'),
    ('WorkersSecurityGroup', 'SecurityGroupIngress', [{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'CidrIp': ANYWHERE}],
     'into the workers'),
    ('PagesIngressFromLb80', None, None, 'into the pages'),
    ('WorkersEgressToCache6379', None, None, 'out of the workers'),
]]
