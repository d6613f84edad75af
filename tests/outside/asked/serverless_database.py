"""samples/serverless_database.mt: Aurora that follows the load, behind a proxy; alarms to somebody's e-mail."""
from .words import ref

ISOLATED = ['10.2.4.0/23', '10.2.20.0/23']


def members(main):
    """(class, cluster, whether it is public) of the instances."""
    found = [main.database(name) for name in ('DbInstance1', 'DbInstance2')]
    return [(one['DBInstanceClass'], one['DBClusterIdentifier'], one['PubliclyAccessible']) for one in found]


def facts(main, given):
    ids = main.ids
    peers = dict(web='WebSecurityGroup', database='DbSecurityGroup')
    yield 'Aurora PostgreSQL, encrypted', ('aurora-postgresql', True), lambda: (main.cluster()['Engine'], main.cluster()['StorageEncrypted'])
    yield 'from half a capacity unit to sixteen', (0.5, 16.0), lambda: tuple(
        main.cluster()['ServerlessV2ScalingConfiguration'][key] for key in ('MinCapacity', 'MaxCapacity'))
    yield 'two instances of it, not public', [('db.serverless', ids['DbCluster'], False)] * 2, lambda: members(main)
    yield '30 days of backups', 30, lambda: main.cluster()['BackupRetentionPeriod']
    yield 'a database is made', 'shop', lambda: main.cluster()['DatabaseName']
    yield 'in the isolated subnets', ISOLATED, main.database_networks
    yield 'TLS alone', ['1'], lambda: main.cluster_parameters('rds.force_ssl')
    yield 'the proxy leads to the cluster, with its secret', ('POSTGRESQL', True, ids['DbSecret'], [ids['DbCluster']]), main.proxy
    yield 'the secret knows where it is', main.cluster()['Endpoint'], lambda: main.secret('DbSecret').get('host')
    yield 'monitored each minute, by its role', (60, ids['DbMonitoringRole']), lambda: (
        main.database('DbInstance1')['MonitoringInterval'], main.database('DbInstance1')['MonitoringRoleArn'].rpartition('/')[2])
    yield 'instances by requests', [('ALBRequestCountPerTarget', 600.0)], lambda: main.tracking('WebGroup')
    yield 'two to eight instances on Graviton', (2, 8, 't4g.small'), lambda: (
        *main.sizes(), main.launch_template('WebLaunchTemplate')['InstanceType'])
    yield 'into the database: instances, and the proxy itself', [('tcp', 5432, 'database'), ('tcp', 5432, 'web')], \
        lambda: main.rules('DbSecurityGroup', 'in', **peers)
    yield 'out of the database: to the proxy alone', [('tcp', 5432, 'database')], lambda: main.rules('DbSecurityGroup', 'out', **peers)
    yield 'alarms for load balancer, instances and cluster', [
        ('ApplicationELB', 'HTTPCode_ELB_5XX_Count'), ('ApplicationELB', 'HTTPCode_Target_5XX_Count'), ('ApplicationELB', 'TargetResponseTime'),
        ('ApplicationELB', 'UnHealthyHostCount'), ('AutoScaling', 'GroupInServiceInstances'), ('EC2', 'CPUUtilization'),
        ('RDS', 'AuroraReplicaLagMaximum'), ('RDS', 'CPUUtilization'), ('RDS', 'ServerlessDatabaseCapacity')], lambda: main.alarms('WatchOwnTopic')
    yield 'the processor has a limit of its own', ('GreaterThanThreshold', 90.0), lambda: main.alarm('WatchAlarmDbCpu')
    yield 'who is told', [('email', 'me@example.com')], lambda: main.told('WatchOwnTopic')


MISTAKES = [[
    ('DbCluster', 'StorageEncrypted', False, 'Aurora PostgreSQL'),
    ('DbCluster', 'ServerlessV2ScalingConfiguration/MaxCapacity', 32, 'from half'),
    ('DbInstance2', 'DBInstanceClass', 'db.r6g.large', 'two instances of it'),
    ('DbCluster', 'BackupRetentionPeriod', 7, '30 days'),
    ('DbCluster', 'DatabaseName', None, 'a database is made'),
    ('DbSubnetGroup', 'SubnetIds/1', ref('MainPublicSubnetB'), 'in the isolated'),
    ('DbParameterGroup', 'Parameters/rds.force_ssl', '0', 'TLS alone'),
    ('DbProxyTargets', 'DBClusterIdentifiers', [], 'the proxy leads'),
    ('DbSecretAttachment', 'TargetId', ref('OtherCluster'), 'the secret knows'),
    ('DbInstance1', 'MonitoringInterval', 5, 'monitored'),
    ('LbRequestScalingWeb', 'TargetTrackingConfiguration/TargetValue', 60, 'instances by requests'),
    ('WebLaunchTemplate', 'LaunchTemplateData/InstanceType', 't4g.medium', 'two to eight'),
    ('DbProxyIngress', None, None, 'into the database'),
    ('DbProxyEgress', None, None, 'out of the database'),
    ('WatchAlarmDbCapacity', 'AlarmActions', [], 'alarms for'),
    ('WatchAlarmDbCpu', 'Threshold', 80, 'the processor has'),
    ('WatchSubscription', 'Endpoint', 'you@example.com', 'who is told'),
]]
