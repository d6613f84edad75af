"""samples/recovery.mt: what serves in the first region, and what the second has in readiness; records that change over."""
from .services import ANYWHERE
from .words import item, ref

HERE, FAR = ['10.3.2.0/23', '10.3.18.0/23'], ['10.4.2.0/23', '10.4.18.0/23']


def facts(main, far, given):
    here, there = (stack.balancer()['DNSName'].lower() for stack in (main, far))
    yield 'the networks do not overlap', ('10.3.0.0/16', '10.4.0.0/16'), lambda: tuple(stack.vpc('MainVpc')['CidrBlock'] for stack in (main, far))
    yield 'here: two to six instances', (2, 6, HERE), lambda: (*main.sizes(), main.networks(main.group()['VPCZoneIdentifier'].split(',')))
    yield 'there: one or two', (1, 2, FAR), lambda: (*far.sizes(), far.networks(far.group()['VPCZoneIdentifier'].split(',')))
    yield 'there: out through its own NAT gateway', far.ids['MainNatGatewayA'], lambda: far.routes('MainPrivateRouteTable').get(ANYWHERE)
    yield 'there: the certificate of that region', [given['FarCertificate']], lambda: [
        one['CertificateArn'] for one in far.listener('LbHttpsListener')['Certificates']]
    yield 'there: everybody may ask the load balancer', [('tcp', 443, ANYWHERE), ('tcp', 80, ANYWHERE)], lambda: far.rules('LbSecurityGroup', 'in')
    yield 'there: it alone asks the instances', ([('tcp', 80, 'lb')], [('tcp', 80, 'web')]), lambda: (
        far.rules('WebSecurityGroup', 'in', lb='LbSecurityGroup'), far.rules('LbSecurityGroup', 'out', web='WebSecurityGroup'))
    yield 'here: MySQL with a standby, 14 days of backups', ('mysql', True, 14), lambda: tuple(
        main.database()[key] for key in ('Engine', 'MultiAZ', 'BackupRetentionPeriod'))
    yield 'there: no database before a disaster', [], lambda: far.aws('rds').describe_db_instances()['DBInstances']
    yield 'backups each day to the vault here', (main.ids['VaultVault'], 'cron(0 17 * * ? *)', 14), lambda: main.plan('VaultPlan')[:3]
    yield 'and copies to the vault there', [far.vault('Copies')], lambda: main.plan('VaultPlan')[3]
    yield 'the vault there has its name', 'shop-copies', lambda: far.vault('Copies').rpartition(':')[2]
    yield 'the name leads here, and there when this fails', [
        ('shop.example.com', kind, role, name) for kind in ('A', 'AAAA') for role, name in (('PRIMARY', here), ('SECONDARY', there))], \
        lambda: main.records(given['Zone'])
    yield 'whether this fails is asked of the load balancer', ('HTTPS', here, '/health'), lambda: (
        lambda kind, name, path: (kind, name.lower(), path))(*main.health_check('NamesHealthCheck'))


MISTAKES = [[
    ('WebGroup', 'MinSize', 1, 'here: two'),
    ('far/WebGroup', 'MaxSize', 3, 'there: one'),
    ('far/MainPrivateRoute', None, None, 'there: out'),
    ('far/LbHttpsListener', 'Certificates/0/CertificateArn', ref('OtherFarCertificate'), 'there: the certificate'),
    ('far/LbSecurityGroup', 'SecurityGroupIngress/0/FromPort', 81, 'there: everybody'),
    ('far/WebIngressFromLb80', None, None, 'there: it alone'),
    ('DbInstance', 'BackupRetentionPeriod', 1, 'here: MySQL'),
    ('far/Db', None, item('AWS::RDS::DBInstance', DBInstanceClass='db.t3.small', Engine='mysql', AllocatedStorage='20'), 'there: no database'),
    ('VaultPlan', 'BackupPlan/BackupPlanRule/0/Lifecycle/DeleteAfterDays', 7, 'backups each day'),
    ('VaultPlan', 'BackupPlan/BackupPlanRule/0/CopyActions/0/DestinationBackupVaultArn', {'Fn::GetAtt': ['VaultVault', 'BackupVaultArn']},
     'and copies'),
    ('far/Copies', 'BackupVaultName', 'elsewhere', 'the vault there'),
    ('NamesRecordDomainASecondary', 'AliasTarget/DNSName', {'Fn::GetAtt': ['LbLoadBalancer', 'DNSName']}, 'the name leads'),
    ('NamesHealthCheck', 'HealthCheckConfig/FullyQualifiedDomainName', 'shop.example.com', 'whether this fails'),
], [
    ('far/MainVpc', 'CidrBlock', '10.4.0.0/17', 'the networks'),
]]
