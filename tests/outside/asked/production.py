"""What the reference architecture says beyond the three tiers, held against samples/production.mt, deployed.

Three stacks: the vault in another region, the main one, and what stands at the
edge. Each fact is a line of the architecture's sections on NAT, scaling,
monitoring, logging, disaster recovery and of its eight future extensions.
"""
from .services import ANYWHERE, NOTHING
from .words import item, ref

PUBLIC, PRIVATE, ISOLATED = ['10.0.0.0/23', '10.0.16.0/23'], ['10.0.2.0/23', '10.0.18.0/23'], ['10.0.4.0/23', '10.0.20.0/23']
ZONES = ['ap-northeast-1a', 'ap-northeast-1c']
PEERS = dict(ALB='LbSecurityGroup', Web='WebSecurityGroup', API='ApiSecurityGroup', RDS='DbSecurityGroup', ElastiCache='CacheSecurityGroup',
             Bastion='JumpSecurityGroup')


def network(main):
    ids = main.ids
    yield 'VPC: 10.0.0.0/16', '10.0.0.0/16', lambda: main.vpc('MainVpc')['CidrBlock']
    yield ('サブネット: パブリック, プライベート, 隔離, 2つの AZ に', sorted(
        (cidr, ZONES[i]) for kind in (PUBLIC, PRIVATE, ISOLATED) for i, cidr in enumerate(kind)), lambda: main.subnets('MainVpc'))
    yield 'インターネットゲートウェイ: 名前', ['production-main'], lambda: main.named('igw')
    yield 'ルートテーブル: 名前', [f'production-main-{name}' for name in ('isolated', 'private-a', 'private-b', 'public')], lambda: main.named('rtb')
    yield 'Elastic IP: AZ ごとの名前', ['production-main-nat-a', 'production-main-nat-b'], lambda: main.named('eipalloc')
    for i, letter in enumerate('AB'):
        yield (f'NAT: AZ-{letter} のパブリックサブネットに、自分の Elastic IP で', (PUBLIC[i:i + 1], ids[f'MainNatAddress{letter}']),
               lambda letter=letter: main.nat_place(f'MainNatGateway{letter}'))
        yield (f'ルート: AZ-{letter} のプライベートから AZ-{letter} の NAT へ', ids[f'MainNatGateway{letter}'],
               lambda letter=letter: main.routes(f'MainPrivateZoneRouteTable{letter}').get(ANYWHERE))
        yield (f'ルートテーブル: AZ-{letter} のプライベートサブネット', PRIVATE[i:i + 1],
               lambda letter=letter: main.networks_behind(f'MainPrivateZoneRouteTable{letter}'))
    yield 'ルート: パブリックからインターネットゲートウェイへ', ids['MainInternetGateway'], lambda: main.routes('MainPublicRouteTable').get(ANYWHERE)
    yield ('隔離サブネット: VPC の外へのルートなし', ({'10.0.0.0/16': 'local'}, ISOLATED),
           lambda: (main.routes('MainIsolatedRouteTable'), main.networks_behind('MainIsolatedRouteTable')))
    yield 'VPC フローログ: すべて', (ids['MainVpc'], 'ALL', ids['MainFlowLogGroup']), lambda: main.flow_log('MainFlowLog')
    yield 'VPC フローログ: 90 日', (90, None), lambda: main.log_group('MainFlowLogGroup')
    yield 'VPC フローログ: 書くロール', ('vpc-flow-logs.amazonaws.com', ['MainFlowLogPolicy']), lambda: main.role('MainFlowLogRole')
    tables = ['MainPrivateZoneRouteTableA', 'MainPrivateZoneRouteTableB', 'MainIsolatedRouteTable', 'MainPublicRouteTable']
    yield ('S3 のエンドポイント: 全ルートテーブル', ([('s3', 'Gateway')], tables),
           lambda: (main.endpoints('MainGatewayEndpointS3'), main.endpoint_tables('MainGatewayEndpointS3', *tables)))


def tiers(main, given):
    ids = main.ids

    def rules(name, direction):
        return lambda: main.rules(PEERS[name], direction, **PEERS)
    yield 'ALB: インターネット向け', 'internet-facing', lambda: main.balancer()['Scheme']
    yield ('ALB: パスで Web と API へ', [(['/api/*'], 'ApiTargetGroup'), ([], 'WebTargetGroup')], lambda: main.forwarding('LbHttpsListener'))
    yield 'ALB: 証明書', [given['Certificate']], lambda: [one['CertificateArn'] for one in main.listener('LbHttpsListener')['Certificates']]
    yield 'ALB: アクセスログ', ['true', ids['LogsBucket']], lambda: main.balancer_attributes('access_logs.s3.enabled', 'access_logs.s3.bucket')
    yield 'Web: 4 から 12', (4, 12), main.sizes
    yield 'Web: CPU 70%', [('ASGAverageCPUUtilization', 70.0)], lambda: main.tracking('WebGroup')
    yield 'Web: IMDSv2', 'required', lambda: main.launch_template('WebLaunchTemplate')['MetadataOptions']['HttpTokens']
    yield 'Web: インスタンスプロファイル', [ids['WebRole']], lambda: main.profile_roles('WebInstanceProfile')
    yield ('Web: このシークレットだけ', (['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], [ids['DbSecret']]),
           lambda: main.statements('WebPolicy')[1])
    yield 'API: コンテナのポート', [8080], lambda: [one['containerPort'] for one in main.container('ApiTaskDefinition')['portMappings']]
    yield 'API: ターゲットグループ', ('ip', 8080), lambda: tuple(main.target_group('ApiTargetGroup')[key] for key in ('TargetType', 'Port'))
    yield ('API: ALB に登録', [(ids['ApiTargetGroup'], 8080)], lambda: [
        (one['targetGroupArn'], one['containerPort']) for one in main.service('ApiService', 'ApiOwnCluster')['loadBalancers']])
    yield 'API: シークレットはデータベースのもの', [('DB', ids['DbSecret'])], lambda: main.secrets('ApiTaskDefinition')
    yield 'API: 2 から 8', (2, 8), lambda: main.capacity('ApiService', 'ApiOwnCluster')[0]
    yield 'API: CPU 70%', [('ECSServiceAverageCPUUtilization', 70.0)], lambda: main.capacity('ApiService', 'ApiOwnCluster')[1]
    yield 'API: Container Insights', [('containerInsights', 'enabled')], lambda: main.cluster_settings('ApiOwnCluster')
    yield 'API: 実行ロール', ('ecs-tasks.amazonaws.com', ['ApiExecutionPolicy']), lambda: main.role('ApiExecutionRole')
    yield ('Bastion: プライベートサブネットに、公開アドレスなし', (PRIVATE[:1], None), lambda: (
        main.networks([main.instance('JumpInstance')['SubnetId']]), main.instance('JumpInstance').get('PublicIpAddress')))

    yield 'セキュリティグループ: RDS へは Web と API からだけ', sorted(
        [('tcp', 5432, 'API'), ('tcp', 5432, 'RDS'), ('tcp', 5432, 'Web')], key=str), rules('RDS', 'in')
    yield 'セキュリティグループ: RDS からはプロキシの分だけ', [('tcp', 5432, 'RDS')], rules('RDS', 'out')
    yield ('セキュリティグループ: ElastiCache へは Web と API からだけ', [('tcp', 6379, 'API'), ('tcp', 6379, 'Web')],
           rules('ElastiCache', 'in'))
    yield 'セキュリティグループ: ElastiCache からはなし', [NOTHING], rules('ElastiCache', 'out')
    yield 'セキュリティグループ: API へは ALB からだけ', [('tcp', 8080, 'ALB')], rules('API', 'in')
    yield 'セキュリティグループ: Bastion からは SSH で Web へ', [('tcp', 22, 'Web')], rules('Bastion', 'out')
    yield 'セキュリティグループ: Web へは ALB と Bastion から', [('tcp', 22, 'Bastion'), ('tcp', 80, 'ALB')], rules('Web', 'in')


def data(main):
    ids = main.ids

    def shown(name, *keys):
        return lambda: tuple(main.database(name)[key] for key in keys)
    yield 'RDS: PostgreSQL, マルチ AZ', ('postgres', True), shown('DbInstance', 'Engine', 'MultiAZ')
    yield 'RDS: 暗号化', (True,), shown('DbInstance', 'StorageEncrypted')
    yield 'RDS: 30 日のバックアップ', (30,), shown('DbInstance', 'BackupRetentionPeriod')
    yield 'RDS: ストレージの自動スケーリング', (100, 500), shown('DbInstance', 'AllocatedStorage', 'MaxAllocatedStorage')
    yield 'RDS: ログ', (['postgresql', 'upgrade'],), shown('DbInstance', 'EnabledCloudwatchLogsExports')
    yield 'RDS: リードレプリカ', (ids['DbInstance'],), shown('DbReplica1', 'ReadReplicaSourceDBInstanceIdentifier')
    yield 'RDS: 隔離サブネット', ISOLATED, main.database_networks
    yield 'RDS: TLS だけ', ['1'], lambda: main.parameters('rds.force_ssl')
    yield 'RDS: 拡張モニタリングのロール', ('monitoring.rds.amazonaws.com', ['AmazonRDSEnhancedMonitoringRole']), lambda: main.role('DbMonitoringRole')
    yield ('RDS: シークレットに接続先', (main.database()['Endpoint']['Address'], 5432), lambda: (
        main.secret('DbSecret').get('host'), main.secret('DbSecret').get('port')))
    yield 'RDS: パスワード', 32, lambda: len(main.secret('DbSecret')['password'])
    yield 'RDS Proxy: PostgreSQL, TLS', ('POSTGRESQL', True), lambda: main.proxy()[:2]
    yield 'RDS Proxy: プライマリへ、そのシークレットで', (ids['DbSecret'], [ids['DbInstance']]), lambda: main.proxy()[2:]
    yield ('RDS Proxy: シークレットを読むロール', ('rds.amazonaws.com', ['DbProxyPolicy']), lambda: main.role('DbProxyRole'))
    yield ('ElastiCache: 暗号化', (True, True), lambda: tuple(
        main.cache()[key] for key in ('AtRestEncryptionEnabled', 'TransitEncryptionEnabled')))
    yield ('ElastiCache: 2 ノード, 自動フェイルオーバー', (2, 'enabled'), lambda: (
        len(main.cache()['MemberClusters']), main.cache()['AutomaticFailover']))
    yield 'ElastiCache: 隔離サブネット', ISOLATED, main.cache_networks
    yield 'ElastiCache: パスワード', 64, lambda: len(main.secret('CacheSecret')['password'])


def watching(main, recovery):
    ids = main.ids
    yield 'CloudTrail: 全リージョン, 検証あり, 記録中', (True, True, True), lambda: main.trail('TrailTrail')[:3]
    yield 'CloudTrail: ログのバケットへ', ids['LogsBucket'], lambda: main.trail('TrailTrail')[3]
    yield 'CloudTrail: 鍵', ids['KeyKey'], lambda: main.trail('TrailTrail')[4].rpartition('/')[2]
    yield 'CloudTrail: 365 日, 同じ鍵', (365, ids['KeyKey']), lambda: (
        lambda days, key: (days, key.rpartition('/')[2]))(*main.log_group('TrailLogGroup'))
    yield 'ログのバケット: 暗号化, バージョン, 非公開, 365 日', ('AES256', 'Enabled', True, [365]), lambda: main.bucket('LogsBucket')
    yield ('ログのバケット: 配信できるもの, TLS だけ', (
        ['cloudtrail.amazonaws.com', 'delivery.logs.amazonaws.com', 'logdelivery.elasticloadbalancing.amazonaws.com',
         'logging.s3.amazonaws.com'], [{'Bool': {'aws:SecureTransport': 'false'}}]), lambda: main.bucket_lets('LogsBucket'))
    yield ('ログの鍵: 毎年交換, 使えるもの', (True, [
        'backup.amazonaws.com', 'cloudtrail.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com',
        'logs.ap-northeast-1.amazonaws.com']), lambda: main.key('KeyKey'))
    yield 'ログの鍵: 別名', ids['KeyKey'], lambda: main.alias('KeyAlias')
    yield ('CloudWatch アラーム: ALB, Auto Scaling, RDS, ElastiCache, ECS', sorted([
        ('ApplicationELB', 'HTTPCode_ELB_5XX_Count'), ('ApplicationELB', 'HTTPCode_Target_5XX_Count'), ('ApplicationELB', 'TargetResponseTime'),
        ('ApplicationELB', 'UnHealthyHostCount'), ('AutoScaling', 'GroupInServiceInstances'), ('EC2', 'CPUUtilization'),
        ('ECS', 'CPUUtilization'), ('ECS', 'MemoryUtilization'), ('ElastiCache', 'DatabaseMemoryUsagePercentage'),
        ('ElastiCache', 'EngineCPUUtilization'), ('RDS', 'CPUUtilization'), ('RDS', 'DatabaseConnections'), ('RDS', 'FreeStorageSpace'),
        ('RDS', 'ReplicaLag')]), lambda: main.alarms('WatchOwnTopic'))
    yield 'アラームの通知先', [('email', 'me@example.com')], lambda: main.told('WatchOwnTopic')
    yield 'アラームのトピック: 暗号化', ids['WatchOwnKeyKey'], lambda: main.topic('WatchOwnTopic')[0]
    yield 'アラームのトピック: CloudWatch だけ', ['cloudwatch.amazonaws.com'], lambda: main.topic('WatchOwnTopic')[1]
    yield 'アラームの鍵: CloudWatch が使える', True, lambda: 'cloudwatch.amazonaws.com' in main.key('WatchOwnKeyKey')[1]
    yield ('ダッシュボード', ['AWS/ApplicationELB', 'AWS/AutoScaling', 'AWS/EC2', 'AWS/ECS', 'AWS/ElastiCache', 'AWS/RDS', 'ECS/ContainerInsights'],
           lambda: main.dashboard('OverviewDashboard'))
    yield 'AWS Backup: 毎日, 35 日', ('cron(0 17 * * ? *)', 35), lambda: main.plan('VaultPlan')[1:3]
    yield 'AWS Backup: 自分のボールト', ids['VaultVault'], lambda: main.plan('VaultPlan')[0]
    yield 'AWS Backup: 別リージョンのボールト', 'shop-recovery', lambda: recovery.vault('Vault').rpartition(':')[2]
    yield 'AWS Backup: 別リージョンにコピー', [recovery.vault('Vault')], lambda: main.plan('VaultPlan')[3]
    yield 'AWS Backup: ロール', ('backup.amazonaws.com', ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores']), \
        lambda: main.role('VaultRole')


def around(main, edge, given):
    rules = ['rate', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet']
    yield 'WAF: ルール', rules, lambda: main.firewall('FirewallWebAcl')
    yield 'WAF: ALB の前', main.ids['FirewallWebAcl'].split('|')[1], lambda: main.aws('wafv2').get_web_acl_for_resource(
        ResourceArn=main.ids['LbLoadBalancer'])['WebACL']['Id']
    yield 'WAF: ログ', [main.ids['FirewallLogGroup']], lambda: main.firewall_log('FirewallLogging')
    yield ('Session Manager: エンドポイント', [('ec2messages', 'Interface'), ('ssm', 'Interface'), ('ssmmessages', 'Interface')],
           lambda: main.endpoints('AccessEndpointSsm', 'AccessEndpointSsmmessages', 'AccessEndpointEc2messages'))
    yield 'Session Manager: VPC からの HTTPS だけ', [('tcp', 443, '10.0.0.0/16')], lambda: main.rules('AccessSecurityGroup', 'in')
    yield 'CloudFront: ALB へは HTTPS', (main.balancer()['DNSName'], 'https-only'), lambda: (
        edge.origins()['application']['DomainName'], edge.origins()['application']['CustomOriginConfig']['OriginProtocolPolicy'])
    yield 'CloudFront: 静的ファイルは S3 から OAC で', ('s3', 'always'), edge.access_control
    yield 'CloudFront: S3 のバケット', edge.ids['CdnBucket'], lambda: edge.origins()['static']['DomainName'].partition('.')[0]
    yield 'CloudFront: S3 は CloudFront からだけ', ['cloudfront.amazonaws.com'], lambda: edge.bucket_lets('CdnBucket')[0]
    yield 'CloudFront: 証明書', given['EdgeCertificate'], lambda: edge.delivery()['ViewerCertificate']['ACMCertificateArn']
    yield 'CloudFront: TLS 1.2', 'TLSv1.2_2021', lambda: edge.delivery()['ViewerCertificate']['MinimumProtocolVersion']
    yield 'CloudFront: 名前', ['shop.example.com'], lambda: edge.delivery()['Aliases']['Items']
    yield 'CloudFront: WAF', edge.ids['FirewallWebAcl'].split('|')[1], lambda: edge.delivery()['WebACLId'].rpartition('/')[2]
    yield 'CloudFront の WAF: ルール', rules, lambda: edge.firewall('FirewallWebAcl')
    name = edge.distribution()['DomainName']
    yield ('Route 53: レコードは CloudFront へ', [('shop.example.com', kind, None, name) for kind in ('A', 'AAAA')],
           lambda: edge.records(given['Zone']))
    yield 'Route 53: ヘルスチェック', ('HTTPS', 'shop.example.com', '/health'), lambda: edge.health_check('NamesHealthCheck')


def facts(main, edge, recovery, given):
    yield from network(main)
    yield from tiers(main, given)
    yield from data(main)
    yield from watching(main, recovery)
    yield from around(main, edge, given)


MISTAKES = [[
    ('MainPublicSubnetB', 'AvailabilityZone', {'Fn::Select': [0, {'Fn::GetAZs': ''}]}, 'サブネット'),
    ('MainInternetGateway', 'Tags/Key=Name/Value', 'internet', 'インターネットゲートウェイ'),
    ('MainIsolatedRouteTable', 'Tags/Key=Name/Value', 'table', 'ルートテーブル: 名前'),
    ('MainNatAddressA', 'Tags/Key=Name/Value', 'address', 'Elastic IP'),
    ('MainNatGatewayA', 'SubnetId', ref('MainPublicSubnetB'), 'NAT: AZ-A'),
    ('MainNatGatewayB', 'SubnetId', ref('MainPublicSubnetA'), 'NAT: AZ-B'),
    ('MainPrivateZoneRouteA', 'NatGatewayId', ref('MainNatGatewayB'), 'ルート: AZ-A'),
    ('MainPrivateZoneRouteB', None, None, 'ルート: AZ-B'),
    ('MainPrivateAssociationA', None, None, 'ルートテーブル: AZ-A'),
    ('MainPrivateAssociationB', None, None, 'ルートテーブル: AZ-B'),
    ('MainPublicRoute', None, None, 'ルート: パブリック'),
    ('Leak', None, item('AWS::EC2::Route', RouteTableId=ref('MainIsolatedRouteTable'), DestinationCidrBlock=ANYWHERE,
                        NatGatewayId=ref('MainNatGatewayA')), '隔離サブネット'),
    ('MainFlowLog', 'TrafficType', 'REJECT', 'VPC フローログ: すべて'),
    ('MainFlowLogGroup', 'RetentionInDays', 30, 'VPC フローログ: 90 日'),
    ('MainFlowLogRole', 'ManagedPolicyArns', [], 'VPC フローログ: 書くロール'),
    ('MainGatewayEndpointS3', 'RouteTableIds/3', None, 'S3 のエンドポイント'),
    ('LbLoadBalancer', 'Scheme', 'internal', 'ALB: インターネット向け'),
    ('LbListenerRuleApi', 'Conditions/0/PathPatternConfig/Values/0', '/other/*', 'ALB: パス'),
    ('LbHttpsListener', 'Certificates/0/CertificateArn', ref('OtherCertificate'), 'ALB: 証明書'),
    ('LbLoadBalancer', 'LoadBalancerAttributes/Key=access_logs.s3.enabled/Value', 'false', 'ALB: アクセスログ'),
    ('WebGroup', 'MaxSize', 13, 'Web: 4 から 12'),
    ('WebCpuScaling', 'TargetTrackingConfiguration/TargetValue', 50, 'Web: CPU 70%'),
    ('WebLaunchTemplate', 'LaunchTemplateData/MetadataOptions/HttpTokens', 'optional', 'Web: IMDSv2'),
    ('WebInstanceProfile', 'Roles/0', ref('JumpRole'), 'Web: インスタンスプロファイル'),
    ('WebPolicy', 'PolicyDocument/Statement/Sid=ReadSecrets/Resource', ['*'], 'Web: このシークレットだけ'),
    ('ApiTaskDefinition', 'ContainerDefinitions/0/PortMappings/0/ContainerPort', 8081, 'API: コンテナのポート'),
    ('ApiTargetGroup', 'Port', 8081, 'API: ターゲットグループ'),
    ('ApiService', 'LoadBalancers/0/TargetGroupArn', ref('WebTargetGroup'), 'API: ALB に登録'),
    ('ApiTaskDefinition', 'ContainerDefinitions/0/Secrets/0/ValueFrom', ref('CacheSecret'), 'API: シークレット'),
    ('ApiScalingTarget', 'MaxCapacity', 9, 'API: 2 から 8'),
    ('ApiScaling', 'TargetTrackingScalingPolicyConfiguration/TargetValue', 60, 'API: CPU 70%'),
    ('ApiOwnCluster', 'ClusterSettings/0/Value', 'disabled', 'API: Container Insights'),
    ('ApiExecutionRole', 'ManagedPolicyArns', [], 'API: 実行ロール'),
    ('JumpInstance', 'SubnetId', ref('MainPublicSubnetA'), 'Bastion'),
    ('Open', None, item('AWS::EC2::SecurityGroupIngress', GroupId=ref('DbSecurityGroup'), IpProtocol='tcp', FromPort=5432, ToPort=5432,
                        CidrIp=ANYWHERE), 'セキュリティグループ: RDS へ'),
    ('DbProxyEgress', None, None, 'セキュリティグループ: RDS から'),
    ('CacheIngressFromApi6379', None, None, 'セキュリティグループ: ElastiCache へ'),
    ('CacheSecurityGroup', 'SecurityGroupEgress', None, 'セキュリティグループ: ElastiCache から'),
    ('ApiIngressFromLb8080', 'SourceSecurityGroupId', ref('WebSecurityGroup'), 'セキュリティグループ: API へ'),
    ('JumpEgressToWeb22', 'DestinationSecurityGroupId', ref('ApiSecurityGroup'), 'セキュリティグループ: Bastion から'),
    ('WebIngressFromJump22', None, None, 'セキュリティグループ: Web へ'),
    ('DbInstance', 'MultiAZ', False, 'RDS: PostgreSQL'),
    ('DbInstance', 'StorageEncrypted', False, 'RDS: 暗号化'),
    ('DbInstance', 'BackupRetentionPeriod', 6, 'RDS: 30 日'),
    ('DbInstance', 'MaxAllocatedStorage', 400, 'RDS: ストレージ'),
    ('DbInstance', 'EnableCloudwatchLogsExports', ['postgresql'], 'RDS: ログ'),
    ('DbReplica1', 'SourceDBInstanceIdentifier', ref('OtherDatabase'), 'RDS: リードレプリカ'),
    ('DbSubnetGroup', 'SubnetIds/0', ref('MainPrivateSubnetA'), 'RDS: 隔離サブネット'),
    ('DbParameterGroup', 'Parameters/rds.force_ssl', '0', 'RDS: TLS だけ'),
    ('DbMonitoringRole', 'ManagedPolicyArns', [], 'RDS: 拡張モニタリング'),
    ('DbSecretAttachment', 'TargetId', ref('OtherDatabase'), 'RDS: シークレット'),
    ('DbSecret', 'GenerateSecretString/PasswordLength', 16, 'RDS: パスワード'),
    ('DbConnectionProxy', 'RequireTLS', False, 'RDS Proxy: PostgreSQL'),
    ('DbProxyTargets', 'DBInstanceIdentifiers/0', ref('DbReplica1'), 'RDS Proxy: プライマリ'),
    ('DbProxyRole', 'ManagedPolicyArns', [], 'RDS Proxy: シークレット'),
    ('CacheGroup', 'AtRestEncryptionEnabled', False, 'ElastiCache: 暗号化'),
    ('CacheGroup', 'NumCacheClusters', 3, 'ElastiCache: 2 ノード'),
    ('CacheSubnetGroup', 'SubnetIds/0', ref('MainPrivateSubnetA'), 'ElastiCache: 隔離サブネット'),
    ('CacheSecret', 'GenerateSecretString/PasswordLength', 32, 'ElastiCache: パスワード'),
    ('TrailTrail', 'IsMultiRegionTrail', False, 'CloudTrail: 全リージョン'),
    ('TrailTrail', 'S3BucketName', ref('OtherBucket'), 'CloudTrail: ログのバケット'),
    ('TrailTrail', 'KMSKeyId', None, 'CloudTrail: 鍵'),
    ('TrailLogGroup', 'RetentionInDays', 30, 'CloudTrail: 365 日'),
    ('LogsBucket', 'VersioningConfiguration/Status', 'Suspended', 'ログのバケット: 暗号化'),
    ('LogsPolicy', 'PolicyDocument/Statement/Sid=TlsOnly', None, 'ログのバケット: 配信'),
    ('KeyKey', 'EnableKeyRotation', False, 'ログの鍵: 毎年'),
    ('KeyAlias', 'TargetKeyId', ref('WatchOwnKeyKey'), 'ログの鍵: 別名'),
    ('WatchAlarmDbLag1', 'OKActions', [], 'CloudWatch アラーム'),
    ('WatchSubscription', 'Protocol', 'email-json', 'アラームの通知先'),
    ('WatchOwnTopic', 'KmsMasterKeyId', None, 'アラームのトピック: 暗号化'),
    ('WatchTopicPolicy', 'PolicyDocument/Statement/Sid=Alarms/Principal/Service', 'events.amazonaws.com', 'アラームのトピック: CloudWatch'),
    ('WatchOwnKeyKey', 'KeyPolicy/Statement/Sid=Publishers', None, 'アラームの鍵'),
    ('OverviewDashboard', 'DashboardBody', '{"widgets":[]}', 'ダッシュボード'),
    ('VaultPlan', 'BackupPlan/BackupPlanRule/0/Lifecycle/DeleteAfterDays', 30, 'AWS Backup: 毎日'),
    ('VaultPlan', 'BackupPlan/BackupPlanRule/0/TargetBackupVault', 'Default', 'AWS Backup: 自分の'),
    ('VaultPlan', 'BackupPlan/BackupPlanRule/0/CopyActions', [], 'AWS Backup: 別リージョンにコピー'),
    ('VaultRole', 'ManagedPolicyArns/1', None, 'AWS Backup: ロール'),
    ('recovery/Vault', 'BackupVaultName', 'elsewhere', 'AWS Backup: 別リージョンのボールト'),
    ('FirewallWebAcl', 'Rules/Name=rate', None, 'WAF: ルール'),
    ('LbFirewallAssociation', None, None, 'WAF: ALB の前'),
    ('FirewallLogging', 'LogDestinationConfigs/0', 'arn:aws:logs:ap-northeast-1:123456789012:log-group:aws-waf-logs-other', 'WAF: ログ'),
    ('AccessEndpointSsm', 'ServiceName', {'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs'}, 'Session Manager: エンドポイント'),
    ('AccessSecurityGroup', 'SecurityGroupIngress/0/CidrIp', '10.0.0.0/8', 'Session Manager: VPC'),
    ('edge/CdnDistribution', 'DistributionConfig/Origins/Id=application/CustomOriginConfig/OriginProtocolPolicy', 'http-only', 'CloudFront: ALB'),
    ('edge/CdnAccessControl', 'OriginAccessControlConfig/SigningBehavior', 'never', 'CloudFront: 静的ファイル'),
    ('edge/CdnDistribution', 'DistributionConfig/Origins/Id=static/DomainName', {'Fn::GetAtt': ['CdnLogBucket', 'RegionalDomainName']},
     'CloudFront: S3 のバケット'),
    ('edge/CdnBucketPolicy', 'PolicyDocument/Statement/Sid=ThisDistribution', None, 'CloudFront: S3 は'),
    ('edge/CdnDistribution', 'DistributionConfig/ViewerCertificate/AcmCertificateArn', ref('OtherCertificate'), 'CloudFront: 証明書'),
    ('edge/CdnDistribution', 'DistributionConfig/ViewerCertificate/MinimumProtocolVersion', 'TLSv1', 'CloudFront: TLS 1.2'),
    ('edge/CdnDistribution', 'DistributionConfig/Aliases', ['other.example.com'], 'CloudFront: 名前'),
    ('edge/CdnDistribution', 'DistributionConfig/WebACLId', None, 'CloudFront: WAF'),
    ('edge/FirewallWebAcl', 'Rules/Name=AWSManagedRulesSQLiRuleSet', None, 'CloudFront の WAF'),
    ('edge/NamesRecordDomainAAAA', None, None, 'Route 53: レコード'),
    ('edge/NamesHealthCheck', 'HealthCheckConfig/ResourcePath', '/', 'Route 53: ヘルスチェック'),
], [
    ('MainVpc', 'CidrBlock', '10.0.0.0/17', 'VPC: 10.0.0.0/16', '隔離サブネット'),
]]
