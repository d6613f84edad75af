"""What the reference architecture says beyond the three tiers, held against samples/production.mt, deployed.

Three stacks: the vault in another region, the main one, and what stands at the
edge; each takes the outputs of those before it as parameters. Then the
services are asked, from the ids of the stacks' resources: each fact is a line
of the architecture's sections on NAT, scaling, monitoring, logging, disaster
recovery and of its eight future extensions.
"""
import json

ANYWHERE = '0.0.0.0/0'


class Production:
    """The three stacks, as the APIs show them."""

    def __init__(self, aws):
        self.aws = aws
        self.main = aws.resources('shop-production')
        self.edge = aws.resources('shop-production-edge')

    def routes(self, table):
        found = self.aws('ec2').describe_route_tables(RouteTableIds=[self.main[table]])['RouteTables'][0]['Routes']
        return {route['DestinationCidrBlock']: route.get('NatGatewayId') or route.get('GatewayId') for route in found
                if 'DestinationCidrBlock' in route}

    def group_of(self, tier):
        return self.main[tier + 'SecurityGroup']

    def entries(self, tier, direction):
        """(port, other tier or network) of each rule."""
        names = {self.group_of(name): name for name in ('Lb', 'Web', 'Api', 'Db', 'Cache', 'Jump', 'Access')}
        group = self.aws('ec2').describe_security_groups(GroupIds=[self.group_of(tier)])['SecurityGroups'][0]
        rules = []
        for rule in group['IpPermissions' if direction == 'in' else 'IpPermissionsEgress']:
            peers = [names.get(pair['GroupId'], pair['GroupId']) for pair in rule['UserIdGroupPairs']]
            peers += [item['CidrIp'] for item in rule['IpRanges']]
            rules += [(rule.get('FromPort'), peer) for peer in peers]
        return sorted(rules, key=str)

    def database(self, name='DbInstance'):
        return self.aws('rds').describe_db_instances(DBInstanceIdentifier=self.main[name])['DBInstances'][0]

    def proxy(self):
        rds, name = self.aws('rds'), self.main['DbConnectionProxy']
        targets = rds.describe_db_proxy_targets(DBProxyName=name)['Targets']
        proxy = rds.describe_db_proxies(DBProxyName=name)['DBProxies'][0]
        return proxy['EngineFamily'], proxy['RequireTLS'], [target['RdsResourceId'] for target in targets]

    def cache(self):
        return self.aws('elasticache').describe_replication_groups(ReplicationGroupId=self.main['CacheGroup'])['ReplicationGroups'][0]

    def service(self):
        services = self.aws('ecs').describe_services(cluster=self.main['ApiOwnCluster'], services=[self.main['ApiService']])
        return services['services'][0]

    def task(self):
        return self.aws('ecs').describe_task_definition(taskDefinition=self.service()['taskDefinition'])['taskDefinition']

    def scaling(self):
        target = self.aws('application-autoscaling').describe_scalable_targets(ServiceNamespace='ecs')['ScalableTargets']
        mine = [one for one in target if self.main['ApiOwnCluster'] in one['ResourceId']]
        return [(one['MinCapacity'], one['MaxCapacity']) for one in mine]

    def balancer_attributes(self, *keys):
        attributes = self.aws('elbv2').describe_load_balancer_attributes(LoadBalancerArn=self.main['LbLoadBalancer'])['Attributes']
        found = {item['Key']: item['Value'] for item in attributes}
        return [found.get(key) for key in keys]

    def firewall(self, scope, identity):
        name, number, _ = identity.split('|')
        found = self.aws('wafv2').get_web_acl(Name=name, Id=number, Scope=scope)['WebACL']
        return [rule['Name'] for rule in found['Rules']]

    def firewall_before(self):
        acl = self.aws('wafv2').get_web_acl_for_resource(ResourceArn=self.main['LbLoadBalancer'])['WebACL']
        return acl['Id'] == self.main['FirewallWebAcl'].split('|')[1]

    def endpoints(self, *names):
        found = self.aws('ec2').describe_vpc_endpoints(VpcEndpointIds=[self.main[name] for name in names])['VpcEndpoints']
        return sorted((one['ServiceName'].rpartition('.')[2], one['VpcEndpointType']) for one in found)

    def flow_log(self):
        found = self.aws('ec2').describe_flow_logs(FlowLogIds=[self.main['MainFlowLog']])['FlowLogs'][0]
        return found['ResourceId'] == self.main['MainVpc'], found['TrafficType']

    def trail(self):
        found = self.aws('cloudtrail').describe_trails(trailNameList=[self.main['TrailTrail']])['trailList'][0]
        status = self.aws('cloudtrail').get_trail_status(Name=found['TrailARN'])
        return (found['IsMultiRegionTrail'], found['LogFileValidationEnabled'], found['S3BucketName'] == self.main['LogsBucket'], status['IsLogging'])

    def log_bucket(self):
        statements = json.loads(self.aws('s3').get_bucket_policy(Bucket=self.main['LogsBucket'])['Policy'])['Statement']
        return sorted({one['Principal']['Service'] for one in statements if one['Effect'] == 'Allow'})

    def retention(self):
        groups = {group['logGroupName']: group for group in self.aws('logs').describe_log_groups()['logGroups']}
        return {name: groups[self.main[name]].get('retentionInDays') for name in ('MainFlowLogGroup', 'TrailLogGroup', 'ApiLogGroup')}

    def alarms(self):
        """(namespace, metric) of the alarms that tell the topic when it begins and when it is over."""
        topic = self.main['WatchOwnTopic']
        return sorted({(alarm['Namespace'].rpartition('/')[2], alarm['MetricName'])
                       for alarm in self.aws('cloudwatch').describe_alarms()['MetricAlarms']
                       if alarm['AlarmActions'] == [topic] and alarm['OKActions'] == [topic]})

    def told(self):
        subscriptions = self.aws('sns').list_subscriptions_by_topic(TopicArn=self.main['WatchOwnTopic'])['Subscriptions']
        return [(one['Protocol'], one['Endpoint']) for one in subscriptions]

    def topic_key(self):
        attributes = self.aws('sns').get_topic_attributes(TopicArn=self.main['WatchOwnTopic'])['Attributes']
        policy = self.aws('kms').get_key_policy(KeyId=self.main['WatchOwnKeyKey'], PolicyName='default')['Policy']
        return attributes['KmsMasterKeyId'].endswith(self.main['WatchOwnKeyKey']), 'cloudwatch.amazonaws.com' in policy

    def dashboard(self):
        body = json.loads(self.aws('cloudwatch').get_dashboard(DashboardName=self.main['OverviewDashboard'])['DashboardBody'])
        return sorted({widget['properties']['metrics'][0][0] for widget in body['widgets']})

    def plan(self):
        rule, = self.aws('backup').get_backup_plan(BackupPlanId=self.main['VaultPlan'])['BackupPlan']['Rules']
        return (rule['TargetBackupVaultName'] == self.main['VaultVault'], rule['ScheduleExpression'], rule['Lifecycle']['DeleteAfterDays'],
                [action['DestinationBackupVaultArn'].rpartition(':')[2] for action in rule['CopyActions']])

    def distribution(self):
        return self.aws('cloudfront').get_distribution(Id=self.edge['CdnDistribution'])['Distribution']

    def origins(self):
        config = self.distribution()['DistributionConfig']
        return {one['Id']: one for one in config['Origins']['Items']}

    def access_control(self):
        found = self.aws('cloudfront').get_origin_access_control(Id=self.edge['CdnAccessControl'])['OriginAccessControl']
        config = found['OriginAccessControlConfig']
        return config['OriginAccessControlOriginType'], config['SigningBehavior']

    def records(self, zone):
        found = self.aws('route53').list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']
        name = self.distribution()['DomainName']
        return sorted((one['Name'].rstrip('.'), one['Type']) for one in found if one.get('AliasTarget', {}).get('DNSName', '').rstrip('.') == name)

    def health_check(self):
        config = self.aws('route53').get_health_check(HealthCheckId=self.edge['NamesHealthCheck'])['HealthCheck']['HealthCheckConfig']
        return config['Type'], config['FullyQualifiedDomainName'], config['ResourcePath']


def tiers(stack):
    nat = [stack.main['MainNatGatewayA'], stack.main['MainNatGatewayB']]
    yield ('NAT: AZ-B にも NAT ゲートウェイ', nat, lambda: [
        stack.routes('MainPrivateZoneRouteTableA')[ANYWHERE], stack.routes('MainPrivateZoneRouteTableB')[ANYWHERE]])
    yield ('RDS と ElastiCache のサブネット: VPC の外へのルートなし', {'10.0.0.0/16': 'local'},
           lambda: {to: via for to, via in stack.routes('MainIsolatedRouteTable').items() if to != 'prefix list'})
    yield 'RDS: Web と API からだけ', [(5432, 'Api'), (5432, 'Db'), (5432, 'Web')], lambda: stack.entries('Db', 'in')
    yield 'ElastiCache: Web と API からだけ', [(6379, 'Api'), (6379, 'Web')], lambda: stack.entries('Cache', 'in')
    yield 'ElastiCache: アウトバウンドなし', [(252, '255.255.255.255/32')], lambda: stack.entries('Cache', 'out')
    yield 'API: ALB からだけ', [(8080, 'Lb')], lambda: stack.entries('Api', 'in')
    yield 'Bastion: SSH は Web へ', [(22, 'Web')], lambda: stack.entries('Jump', 'out')
    yield ('RDS: マルチ AZ, 暗号化, 30 日のバックアップ', (True, True, 30), lambda: tuple(
        stack.database()[key] for key in ('MultiAZ', 'StorageEncrypted', 'BackupRetentionPeriod')))
    yield ('RDS: リードレプリカ', stack.main['DbInstance'], lambda: stack.database('DbReplica1')['ReadReplicaSourceDBInstanceIdentifier'])
    yield 'RDS: ストレージの自動スケーリング', 500, lambda: stack.database()['MaxAllocatedStorage']
    yield 'RDS: ログ', ['postgresql', 'upgrade'], lambda: stack.database()['EnabledCloudwatchLogsExports']
    yield 'RDS Proxy: TLS, プライマリへ', ('POSTGRESQL', True, [stack.main['DbInstance']]), stack.proxy
    yield ('ElastiCache: 暗号化, 自動フェイルオーバー', (True, True, 'enabled'), lambda: tuple(
        stack.cache()[key] for key in ('AtRestEncryptionEnabled', 'TransitEncryptionEnabled', 'AutomaticFailover')))
    yield ('ECS: コンテナのポート', [8080], lambda: [
        one['containerPort'] for one in stack.task()['containerDefinitions'][0]['portMappings']])
    yield ('ECS: シークレットはデータベースのもの', [('DB', stack.main['DbSecret'])], lambda: [
        (one['name'], one['valueFrom']) for one in stack.task()['containerDefinitions'][0]['secrets']])
    yield 'ECS: 2 から 8', [(2, 8)], stack.scaling


def watching(stack):
    yield 'ALB アクセスログ', ['true', stack.main['LogsBucket']], lambda: stack.balancer_attributes('access_logs.s3.enabled', 'access_logs.s3.bucket')
    yield 'VPC フローログ: すべて', (True, 'ALL'), stack.flow_log
    yield 'CloudTrail: 全リージョン, 検証あり', (True, True, True, True), stack.trail
    yield ('ログのバケット: 配信できるもの', ['cloudtrail.amazonaws.com', 'delivery.logs.amazonaws.com', 'logdelivery.elasticloadbalancing.amazonaws.com',
                                 'logging.s3.amazonaws.com'], stack.log_bucket)
    yield 'ログの保持期間', {'MainFlowLogGroup': 90, 'TrailLogGroup': 365, 'ApiLogGroup': 365}, stack.retention
    yield ('CloudWatch アラーム: ALB, Auto Scaling, RDS, ElastiCache, ECS', sorted([
        ('ApplicationELB', 'HTTPCode_ELB_5XX_Count'), ('ApplicationELB', 'HTTPCode_Target_5XX_Count'), ('ApplicationELB', 'TargetResponseTime'),
        ('ApplicationELB', 'UnHealthyHostCount'), ('AutoScaling', 'GroupInServiceInstances'), ('EC2', 'CPUUtilization'),
        ('ECS', 'CPUUtilization'), ('ECS', 'MemoryUtilization'), ('ElastiCache', 'DatabaseMemoryUsagePercentage'),
        ('ElastiCache', 'EngineCPUUtilization'), ('RDS', 'CPUUtilization'), ('RDS', 'DatabaseConnections'), ('RDS', 'FreeStorageSpace'),
        ('RDS', 'ReplicaLag')]), stack.alarms)
    yield 'アラームの通知先', [('email', 'me@example.com')], stack.told
    yield 'アラームのトピック: 暗号化, CloudWatch が使える鍵', (True, True), stack.topic_key
    yield ('ダッシュボード', ['AWS/ApplicationELB', 'AWS/AutoScaling', 'AWS/EC2', 'AWS/ECS', 'AWS/ElastiCache', 'AWS/RDS', 'ECS/ContainerInsights'],
           stack.dashboard)
    yield 'AWS Backup: 毎日, 35 日, 別リージョンにコピー', (True, 'cron(0 17 * * ? *)', 35, ['shop-recovery']), stack.plan


def around(stack, zone, certificate):
    rules = ['rate', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet']
    yield 'WAF: ルール', rules, lambda: stack.firewall('REGIONAL', stack.main['FirewallWebAcl'])
    yield 'WAF: ALB の前', True, stack.firewall_before
    yield ('Session Manager: エンドポイント', [('ec2messages', 'Interface'), ('ssm', 'Interface'), ('ssmmessages', 'Interface')],
           lambda: stack.endpoints('AccessEndpointSsm', 'AccessEndpointSsmmessages', 'AccessEndpointEc2messages'))
    yield 'S3 のエンドポイント', [('s3', 'Gateway')], lambda: stack.endpoints('MainGatewayEndpointS3')
    yield 'Session Manager: VPC からの HTTPS だけ', [(443, '10.0.0.0/16')], lambda: stack.entries('Access', 'in')
    yield 'CloudFront: ALB と S3', ['application', 'static'], lambda: sorted(stack.origins())
    yield ('CloudFront: ALB へは HTTPS', 'https-only',
           lambda: stack.origins()['application']['CustomOriginConfig']['OriginProtocolPolicy'])
    yield 'CloudFront: S3 へは OAC', ('s3', 'always'), stack.access_control
    yield ('CloudFront: 証明書と TLS 1.2', (certificate, 'TLSv1.2_2021'), lambda: (lambda viewer: (
        viewer['ACMCertificateArn'], viewer['MinimumProtocolVersion']))(stack.distribution()['DistributionConfig']['ViewerCertificate']))
    yield 'CloudFront: 名前', ['shop.example.com'], lambda: stack.distribution()['DistributionConfig']['Aliases']['Items']
    yield 'CloudFront: WAF', rules, lambda: stack.firewall('CLOUDFRONT', stack.edge['FirewallWebAcl'])
    yield 'Route 53: レコード', [('shop.example.com', 'A'), ('shop.example.com', 'AAAA')], lambda: stack.records(zone)
    yield 'Route 53: ヘルスチェック', ('HTTPS', 'shop.example.com', '/health'), stack.health_check


def facts(aws, zone, certificate):
    stack = Production(aws)
    yield from tiers(stack)
    yield from watching(stack)
    yield from around(stack, zone, certificate)
