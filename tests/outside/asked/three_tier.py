"""What the reference architecture says of a stack, held against what stands there.

of_stack(aws, outputs, want) asks the APIs of EC2, Elastic Load Balancing, Auto Scaling, RDS,
CloudWatch, IAM and Secrets Manager, finding its way from the VPC alone, never
from the template. Each fact is one line of the architecture's sections 1 to 6:
a name, what is wanted, and a function that asks.
"""
import json

from .services import Remembered
from .words import item, ref

ANYWHERE = '0.0.0.0/0'
NOTHING = ('icmp', 252, 86, '255.255.255.255/32')      # the rule that lets nothing out
ALL = ('-1', None, None, ANYWHERE)


class Stack:
    """One deployed stack, as the APIs show it."""

    def __init__(self, aws, outputs):
        self.aws = Remembered(aws)
        self.outputs = outputs
        self.vpc_id = outputs['Vpc']
        self.mine = [{'Name': 'vpc-id', 'Values': [self.vpc_id]}]

    def ec2(self, call, key, **arguments):
        return getattr(self.aws('ec2'), call)(Filters=self.mine, **arguments)[key]

    # network

    def vpc(self):
        return self.aws('ec2').describe_vpcs(VpcIds=[self.vpc_id])['Vpcs'][0]

    def vpc_attribute(self, name):
        answer = self.aws('ec2').describe_vpc_attribute(VpcId=self.vpc_id, Attribute=name)
        return answer[name[0].upper() + name[1:]]['Value']

    def subnets(self):
        """CIDR -> subnet."""
        return {subnet['CidrBlock']: subnet for subnet in self.ec2('describe_subnets', 'Subnets')}

    def subnet_ids(self, *cidrs):
        return sorted(self.subnets()[cidr]['SubnetId'] for cidr in cidrs)

    def cidrs_of(self, subnet_ids):
        return sorted(cidr for cidr, subnet in self.subnets().items() if subnet['SubnetId'] in subnet_ids)

    def gateways(self):
        attached = [{'Name': 'attachment.vpc-id', 'Values': [self.vpc_id]}]
        return self.aws('ec2').describe_internet_gateways(Filters=attached)['InternetGateways']

    def nat_gateways(self):
        return self.aws('ec2').describe_nat_gateways(Filter=self.mine)['NatGateways']

    def nat_has_address(self):
        addresses = self.nat_gateways()[0]['NatGatewayAddresses']
        owned = {address['AllocationId']: address['PublicIp'] for address in self.aws('ec2').describe_addresses()['Addresses']}
        return [owned.get(address.get('AllocationId'), 'none') == address.get('PublicIp') for address in addresses]

    def route_tables(self):
        """The tables with subnets, by those subnets' CIDRs."""
        tables = {}
        for table in self.ec2('describe_route_tables', 'RouteTables'):
            subnets = [a['SubnetId'] for a in table['Associations'] if 'SubnetId' in a]
            if subnets:
                tables[tuple(self.cidrs_of(subnets))] = table
        return tables

    def routes(self, *cidrs):
        """Destination -> where to: "local", "internet gateway", "NAT gateway"."""
        internet = {gateway['InternetGatewayId'] for gateway in self.gateways()}
        nat = {gateway['NatGatewayId'] for gateway in self.nat_gateways()}

        def target(route):
            if route.get('NatGatewayId') in nat:
                return 'NAT gateway'
            return 'internet gateway' if route.get('GatewayId') in internet else route.get('GatewayId')
        return {route['DestinationCidrBlock']: target(route) for route in self.route_tables()[tuple(sorted(cidrs))]['Routes']}

    # load balancer

    def balancer(self):
        balancers = self.aws('elbv2').describe_load_balancers()['LoadBalancers']
        mine, = [balancer for balancer in balancers if balancer['VpcId'] == self.vpc_id]
        return mine

    def listeners(self):
        """Port -> listener."""
        listeners = self.aws('elbv2').describe_listeners(LoadBalancerArn=self.balancer()['LoadBalancerArn'])['Listeners']
        return {listener['Port']: listener for listener in listeners}

    def default_action(self, port):
        action, = self.listeners()[port]['DefaultActions']
        return action

    def rules(self, port):
        """(path patterns, action, target group) of each rule but the default one."""
        rules = self.aws('elbv2').describe_rules(ListenerArn=self.listeners()[port]['ListenerArn'])['Rules']
        return [([value for condition in rule['Conditions'] for value in condition['PathPatternConfig']['Values']],
                 rule['Actions'][0]['Type'], rule['Actions'][0]['TargetGroupArn'])
                for rule in rules if not rule['IsDefault']]

    def target_group(self):
        groups = self.aws('elbv2').describe_target_groups()['TargetGroups']
        mine, = [group for group in groups if group.get('VpcId') == self.vpc_id]
        return mine

    def target_group_attributes(self, *keys):
        attributes = self.aws('elbv2').describe_target_group_attributes(
            TargetGroupArn=self.target_group()['TargetGroupArn'])['Attributes']
        found = {attribute['Key']: attribute['Value'] for attribute in attributes}
        return [found.get(key) for key in keys]

    # instances

    def group(self):
        subnets = {subnet['SubnetId'] for subnet in self.subnets().values()}
        groups = self.aws('autoscaling').describe_auto_scaling_groups()['AutoScalingGroups']
        mine, = [group for group in groups if set(group['VPCZoneIdentifier'].split(',')) & subnets]
        return mine

    def launch_template(self):
        used = self.group()['LaunchTemplate']
        versions = self.aws('ec2').describe_launch_template_versions(
            LaunchTemplateId=used['LaunchTemplateId'], Versions=[used['Version']])['LaunchTemplateVersions']
        return versions[0]['LaunchTemplateData']

    def instances(self):
        reservations = self.ec2('describe_instances', 'Reservations')
        return [instance for reservation in reservations for instance in reservation['Instances']]

    def groups_of_instances(self):
        """By the last word of their Name tags."""
        ids = sorted({group['GroupId'] for instance in self.instances() for group in instance['SecurityGroups']})
        groups = self.aws('ec2').describe_security_groups(GroupIds=ids)['SecurityGroups']
        return [tag['Value'].rpartition('-')[2] for group in groups for tag in group['Tags'] if tag['Key'] == 'Name']

    def role(self):
        name = self.launch_template()['IamInstanceProfile']['Arn'].rpartition('/')[2]
        role, = self.aws('iam').get_instance_profile(InstanceProfileName=name)['InstanceProfile']['Roles']
        return role

    def role_reads(self):
        """Resources of the statements that allow reading secrets."""
        iam = self.aws('iam')
        resources = []
        for attached in iam.list_attached_role_policies(RoleName=self.role()['RoleName'])['AttachedPolicies']:
            version = iam.get_policy(PolicyArn=attached['PolicyArn'])['Policy']['DefaultVersionId']
            document = iam.get_policy_version(PolicyArn=attached['PolicyArn'], VersionId=version)['PolicyVersion']['Document']
            for statement in document['Statement']:
                if 'secretsmanager:GetSecretValue' in statement['Action']:
                    resources += statement['Resource']
        return resources

    def scaling(self):
        """How each alarm on the group's CPU changes its size: {(comparison, threshold): change}."""
        name = self.group()['AutoScalingGroupName']
        policies = self.aws('autoscaling').describe_policies(AutoScalingGroupName=name)['ScalingPolicies']
        changes = {policy['PolicyARN']: [step['ScalingAdjustment'] for step in policy['StepAdjustments']] for policy in policies}
        dimension = [{'Name': 'AutoScalingGroupName', 'Value': name}]
        return {(alarm['ComparisonOperator'], alarm['Threshold']): changes.get(alarm['AlarmActions'][0])
                for alarm in self.aws('cloudwatch').describe_alarms()['MetricAlarms']
                if alarm['Dimensions'] == dimension and alarm['Statistic'] == 'Average'
                and (alarm['Namespace'], alarm['MetricName']) == ('AWS/EC2', 'CPUUtilization')}

    # database

    def database(self):
        databases = self.aws('rds').describe_db_instances()['DBInstances']
        mine, = [database for database in databases if database['DBSubnetGroup']['VpcId'] == self.vpc_id]
        return mine

    def database_subnets(self):
        return self.cidrs_of([subnet['SubnetIdentifier'] for subnet in self.database()['DBSubnetGroup']['Subnets']])

    def secret(self):
        text = self.aws('secretsmanager').get_secret_value(SecretId=self.outputs['DbSecret'])['SecretString']
        return json.loads(text)

    def secret_is_whole(self):
        secret, database = self.secret(), self.database()
        return (secret['username'] == database['MasterUsername'], len(secret['password']),
                secret['host'] == database['Endpoint']['Address'], secret['port'] == database['Endpoint']['Port'])

    def monitoring(self):
        database = self.database()
        arn = database['MonitoringRoleArn']
        role = self.aws('iam').get_role(RoleName=arn.rpartition('/')[2])['Role']
        attached = self.aws('iam').list_attached_role_policies(RoleName=role['RoleName'])['AttachedPolicies']
        return database['MonitoringInterval'], [policy['PolicyName'] for policy in attached]

    # security groups

    def group_ids(self):
        """Of the tiers, as the things that use them say."""
        lb, = self.balancer()['SecurityGroups']
        web, = self.launch_template()['SecurityGroupIds']
        db, = [group['VpcSecurityGroupId'] for group in self.database()['VpcSecurityGroups']]
        return {'ALB': lb, 'web': web, 'RDS': db}

    def all_groups(self):
        names = {group_id: name for name, group_id in self.group_ids().items()}
        groups = self.ec2('describe_security_groups', 'SecurityGroups')
        return sorted(names.get(group['GroupId'], group['GroupName']) for group in groups)

    def permissions(self, name, direction):
        """Rules as (protocol, from, to, peer): exactly those that stand there, in order."""
        names = {group_id: tier for tier, group_id in self.group_ids().items()}
        group, = self.aws('ec2').describe_security_groups(GroupIds=[self.group_ids()[name]])['SecurityGroups']
        rules = []
        for rule in group['IpPermissions' if direction == 'in' else 'IpPermissionsEgress']:
            peers = [item['CidrIp'] for item in rule['IpRanges']] + [item['CidrIpv6'] for item in rule['Ipv6Ranges']]
            peers += [names.get(item['GroupId'], item['GroupId']) for item in rule['UserIdGroupPairs']]
            peers += [item['PrefixListId'] for item in rule['PrefixListIds']]
            rules += [(rule['IpProtocol'], rule.get('FromPort'), rule.get('ToPort'), peer) for peer in peers]
        return sorted(rules, key=str)


def tcp(port, peer):
    return 'tcp', port, port, peer


def network(stack):
    public, private = ['10.0.0.0/24', '10.0.2.0/24'], ['10.0.1.0/24', '10.0.3.0/24']
    yield '1 VPC: CIDR ブロック 10.0.0.0/16', '10.0.0.0/16', lambda: stack.vpc()['CidrBlock']
    yield '1 VPC: DNS 解決 有効', True, lambda: stack.vpc_attribute('enableDnsSupport')
    yield '1 VPC: DNS ホスト名 有効', True, lambda: stack.vpc_attribute('enableDnsHostnames')
    yield ('1 2つのアベイラビリティゾーン', ['us-east-1a', 'us-east-1b'],
           lambda: sorted({subnet['AvailabilityZone'] for subnet in stack.subnets().values()}))
    yield '1 サブネット: この4つだけ', sorted(public + private), lambda: sorted(stack.subnets())
    for name, cidr, zone in (('パブリックサブネット 1', public[0], 'us-east-1a'), ('プライベートサブネット 1', private[0], 'us-east-1a'),
                             ('パブリックサブネット 2', public[1], 'us-east-1b'), ('プライベートサブネット 2', private[1], 'us-east-1b')):
        yield f'1 {name}: {cidr}, {zone}', zone, lambda cidr=cidr: stack.subnets()[cidr]['AvailabilityZone']
    yield '1 インターネットゲートウェイ: VPC にアタッチ', 1, lambda: len(stack.gateways())
    yield '1 NAT ゲートウェイ: ひとつ', 1, lambda: len(stack.nat_gateways())
    yield ('1 NAT ゲートウェイ: パブリックサブネット 1', public[:1],
           lambda: stack.cidrs_of([gateway['SubnetId'] for gateway in stack.nat_gateways()]))
    yield '1 NAT ゲートウェイ: Elastic IP', [True], stack.nat_has_address
    yield ('1 ルートテーブル: パブリックとプライベート', sorted([tuple(public), tuple(private)]),
           lambda: sorted(stack.route_tables()))
    yield ('1 パブリックルートテーブル', {'10.0.0.0/16': 'local', ANYWHERE: 'internet gateway'},
           lambda: stack.routes(*public))
    yield ('1 プライベートルートテーブル', {'10.0.0.0/16': 'local', ANYWHERE: 'NAT gateway'},
           lambda: stack.routes(*private))


def load_balancer(stack, want):
    target = stack.target_group()['TargetGroupArn']
    yield ('2 タイプ: Application Load Balancer, スキーム: インターネット向け', ('application', 'internet-facing'),
           lambda: (stack.balancer()['Type'], stack.balancer()['Scheme']))
    yield ('2 サブネット: 両方のパブリックサブネット', ['10.0.0.0/24', '10.0.2.0/24'],
           lambda: stack.cidrs_of([zone['SubnetId'] for zone in stack.balancer()['AvailabilityZones']]))
    yield '2 リスナー: 80 と 443 だけ', [80, 443], lambda: sorted(stack.listeners())
    yield ('2 SSL/TLS ターミネーション: 証明書', ('HTTPS', [want['certificate']]),
           lambda: (stack.listeners()[443]['Protocol'],
                    [certificate['CertificateArn'] for certificate in stack.listeners()[443]['Certificates']]))
    yield '2 SSL/TLS ターミネーション: ポリシー', want['tls_policy'], lambda: stack.listeners()[443]['SslPolicy']
    yield '2 HTTPS: ターゲットへ転送', ('forward', target), \
        lambda: (stack.default_action(443)['Type'], stack.default_action(443)['TargetGroupArn'])
    yield ('2 HTTP: HTTPS へリダイレクト', ('redirect', 'HTTPS', '443', 'HTTP_301'),
           lambda: (stack.default_action(80)['Type'],) + tuple(
               stack.default_action(80)['RedirectConfig'][key] for key in ('Protocol', 'Port', 'StatusCode')))
    yield '2 パスベースのルーティング: /api/*', [(['/api/*'], 'forward', target)], lambda: stack.rules(443)
    yield ('2 ヘルスチェック', ('HTTP', '/health', 30, 5, 2, 3, '200'),
           lambda: (lambda group: (group['HealthCheckProtocol'], group['HealthCheckPath'], group['HealthCheckIntervalSeconds'],
                                   group['HealthCheckTimeoutSeconds'], group['HealthyThresholdCount'],
                                   group['UnhealthyThresholdCount'], group['Matcher']['HttpCode']))(stack.target_group()))
    yield ('2 スティッキーセッション: 1日', ['true', 'lb_cookie', '86400'],
           lambda: stack.target_group_attributes('stickiness.enabled', 'stickiness.type',
                                                 'stickiness.lb_cookie.duration_seconds'))
    yield ('2 接続ドレイニング: 300 秒', ['300'],
           lambda: stack.target_group_attributes('deregistration_delay.timeout_seconds'))
    yield ('2 クロスゾーン負荷分散', ['true'],
           lambda: stack.target_group_attributes('load_balancing.cross_zone.enabled'))


def instances(stack, want):
    yield ('3 サブネット: 両方のプライベートサブネット', ['10.0.1.0/24', '10.0.3.0/24'],
           lambda: stack.cidrs_of(stack.group()['VPCZoneIdentifier'].split(',')))
    yield ('3 ターゲット: ALB に登録', [stack.target_group()['TargetGroupArn']], lambda: stack.group()['TargetGroupARNs'])
    low, high = want['size']
    yield f'3 最小サイズ: {low}', low, lambda: stack.group()['MinSize']
    yield f'3 希望する容量: {low}', low, lambda: stack.group()['DesiredCapacity']
    yield f'3 最大サイズ: {high}', high, lambda: stack.group()['MaxSize']
    yield '3 ヘルスチェックタイプ: ELB', 'ELB', lambda: stack.group()['HealthCheckType']
    yield '3 ヘルスチェック猶予期間: 300 秒', 300, lambda: stack.group()['HealthCheckGracePeriod']
    yield ('3 CPU > 70% でスケールアップ、CPU < 30% でスケールダウン',
           {('GreaterThanThreshold', 70.0): [1], ('LessThanThreshold', 30.0): [-1]}, stack.scaling)
    yield '4 場所: プライベートサブネットのインスタンス', low, lambda: len(stack.instances())
    yield '4 セキュリティグループ: Web インスタンス', ['web'], stack.groups_of_instances
    yield f"4 インスタンスタイプ: {want['instance_type']}", want['instance_type'], lambda: stack.launch_template()['InstanceType']
    yield ('4 AMI: Amazon Linux', ['al2023'],
           lambda: [image['Name'].partition('-')[0] for image in
                    stack.aws('ec2').describe_images(ImageIds=[stack.launch_template()['ImageId']])['Images']])
    yield '4 起動テンプレート: IMDSv2', 'required', lambda: stack.launch_template()['MetadataOptions']['HttpTokens']
    yield ('4 ロールとインスタンスプロファイル', 'ec2.amazonaws.com',
           lambda: stack.role()['AssumeRolePolicyDocument']['Statement'][0]['Principal']['Service'])
    yield '4 ロール: このデータベースのシークレットだけを読む', [stack.outputs['DbSecret']], stack.role_reads


def database(stack, want):
    def shown(*keys):
        return lambda: tuple(stack.database()[key] for key in keys)
    yield f"5 エンジン: {want['engine']}", (want['engine'],), shown('Engine')
    yield '5 インスタンスクラス: db.t3.small', ('db.t3.small',), shown('DBInstanceClass')
    yield '5 デプロイ: マルチ AZ', (True,), shown('MultiAZ')
    yield '5 サブネットグループ: 両方のプライベートサブネット', ['10.0.1.0/24', '10.0.3.0/24'], stack.database_subnets
    yield '5 ストレージ: GP3, 50 GiB', ('gp3', 50), shown('StorageType', 'AllocatedStorage')
    yield '5 暗号化: 保存時の暗号化有効', (True,), shown('StorageEncrypted')
    yield '5 バックアップ保持期間: 14 日 (7-30 日)', (14,), shown('BackupRetentionPeriod')
    yield '5 拡張モニタリング: 有効', (60, ['AmazonRDSEnhancedMonitoringRole']), stack.monitoring
    yield '5 インターネットから見えない', (False,), shown('PubliclyAccessible')
    yield '5 削除保護', (True,), shown('DeletionProtection')
    yield f"5 ポート: {want['port']}", want['port'], lambda: stack.database()['Endpoint']['Port']
    yield '5 生成されたシークレット', (True, 32, True, True), stack.secret_is_whole


def security_groups(stack, want):
    port = want['port']
    admin = [tcp(22, want['admin'])] if want['admin'] else []

    def rules(name, direction, text, expected):
        return f'6 {text}', sorted(expected, key=str), lambda: stack.permissions(name, direction)
    yield '6 この3つのグループだけ', sorted(['ALB', 'RDS', 'default', 'web']), stack.all_groups
    yield rules('web', 'in', 'Web: インバウンド 80 と 443 は ALB から' + (', 22 は管理ネットワークから' if admin else 'だけ'),
                [tcp(80, 'ALB'), tcp(443, 'ALB')] + admin)
    yield rules('web', 'out', f'Web: アウトバウンド すべて 0.0.0.0/0 へ, {port} は RDS へ', [ALL, tcp(port, 'RDS')])
    yield rules('ALB', 'in', 'ALB: インバウンド 80 と 443 は 0.0.0.0/0 から', [tcp(80, ANYWHERE), tcp(443, ANYWHERE)])
    yield rules('ALB', 'out', 'ALB: アウトバウンド 80 と 443 は Web へ', [tcp(80, 'web'), tcp(443, 'web')])
    yield rules('RDS', 'in', f'RDS: インバウンド {port} は Web から', [tcp(port, 'web')])
    yield rules('RDS', 'out', 'RDS: アウトバウンド なし', [NOTHING])


def outputs(stack, want):
    yield 'Output Url: the load balancer', 'https://' + stack.balancer()['DNSName'], lambda: stack.outputs['Url']
    yield ('Output DbEndpoint: the database', f"{stack.database()['Endpoint']['Address']}:{want['port']}",
           lambda: stack.outputs['DbEndpoint'])
    yield ('Output Private: the private subnets in order', ['10.0.1.0/24', '10.0.3.0/24'],
           lambda: [stack.cidrs_of([subnet])[0] for subnet in stack.outputs['Private'].split(',')])


def of_stack(aws, stack_outputs, want):
    stack = Stack(aws, stack_outputs)
    yield from network(stack)
    yield from load_balancer(stack, want)
    yield from instances(stack, want)
    yield from database(stack, want)
    yield from security_groups(stack, want)
    yield from outputs(stack, want)


# What differs in the sample's environments is told over this.
DEFAULT = dict(size=(2, 6), engine='mysql', port=3306, instance_type='t3.small', admin=None,
               tls_policy='ELBSecurityPolicy-TLS13-1-2-2021-06')


def facts(main, given):
    found = main.aws('cloudformation').describe_stacks(StackName=main.name)['Stacks'][0]['Outputs']
    yield from of_stack(main.aws.client, {one['OutputKey']: one['OutputValue'] for one in found},
                        {**DEFAULT, 'certificate': given['Certificate']})


ATTRIBUTES = 'TargetGroupAttributes/Key='
MISTAKES = [[
    ('MainVpc', 'EnableDnsHostnames', False, '1 VPC: DNS ホスト名'),
    ('MainGatewayAttachment', None, None, '1 インターネットゲートウェイ', '1 パブリックルートテーブル'),
    ('MainNatGatewayA', 'SubnetId', ref('MainPublicSubnetB'), '1 NAT ゲートウェイ: パブリックサブネット 1'),
    ('MainPrivateRoute', None, None, '1 プライベートルートテーブル'),
    ('LbLoadBalancer', 'Scheme', 'internal', '2 タイプ'),
    ('LbHttpsListener', 'SslPolicy', 'ELBSecurityPolicy-2016-08', '2 SSL/TLS ターミネーション: ポリシー'),
    ('LbHttpsListener', 'Certificates/0/CertificateArn', ref('OtherCertificate'), '2 SSL/TLS ターミネーション: 証明書'),
    ('LbHttpListener', 'DefaultActions/0', {'Type': 'forward', 'TargetGroupArn': ref('WebTargetGroup')}, '2 HTTP: HTTPS へリダイレクト'),
    ('LbListenerRuleApi', None, None, '2 パスベース'),
    ('WebTargetGroup', 'HealthCheckPath', '/', '2 ヘルスチェック'),
    ('WebTargetGroup', ATTRIBUTES + 'stickiness.enabled/Value', 'false', '2 スティッキー'),
    ('WebTargetGroup', ATTRIBUTES + 'deregistration_delay.timeout_seconds/Value', '30', '2 接続ドレイニング'),
    ('WebTargetGroup', ATTRIBUTES + 'load_balancing.cross_zone.enabled/Value', 'false', '2 クロスゾーン'),
    ('WebGroup', 'TargetGroupARNs', [], '3 ターゲット'),
    ('WebGroup', 'MinSize', 1, '3 最小サイズ'),
    ('WebGroup', 'MaxSize', 7, '3 最大サイズ'),
    ('WebGroup', 'HealthCheckGracePeriod', 60, '3 ヘルスチェック猶予期間'),
    ('WebGroup', 'HealthCheckType', 'EC2', '3 ヘルスチェックタイプ'),
    ('WebCpuLow', 'Threshold', 40, '3 CPU'),
    ('WebLaunchTemplate', 'LaunchTemplateData/MetadataOptions/HttpTokens', 'optional', '4 起動テンプレート'),
    ('WebLaunchTemplate', 'LaunchTemplateData/InstanceType', 't3.large', '4 インスタンスタイプ'),
    ('WebPolicy', 'PolicyDocument/Statement/Sid=ReadSecrets/Resource', ['*'], '4 ロール: このデータベース'),
    ('WebRole', 'AssumeRolePolicyDocument/Statement/0/Principal/Service', 'ecs.amazonaws.com', '4 ロールとインスタンスプロファイル'),
    ('DbInstance', 'Engine', 'mariadb', '5 エンジン'),
    ('DbInstance', 'DBInstanceClass', 'db.t3.large', '5 インスタンスクラス'),
    ('DbInstance', 'MultiAZ', False, '5 デプロイ: マルチ AZ'),
    ('DbInstance', 'AllocatedStorage', '20', '5 ストレージ'),
    ('DbInstance', 'StorageEncrypted', False, '5 暗号化'),
    ('DbInstance', 'BackupRetentionPeriod', 6, '5 バックアップ'),
    ('DbInstance', 'MonitoringInterval', 0, '5 拡張モニタリング'),
    ('DbInstance', 'PubliclyAccessible', True, '5 インターネットから見えない'),
    ('DbInstance', 'DeletionProtection', False, '5 削除保護'),
    ('DbSubnetGroup', 'SubnetIds/1', ref('MainPublicSubnetB'), '5 サブネットグループ'),
    ('DbSecret', 'GenerateSecretString/PasswordLength', 8, '5 生成されたシークレット'),
    ('Open', None, item('AWS::EC2::SecurityGroupIngress', GroupId=ref('DbSecurityGroup'), IpProtocol='tcp', FromPort=3306, ToPort=3306,
                        CidrIp=ANYWHERE), '6 RDS: インバウンド'),
    ('DbSecurityGroup', 'SecurityGroupEgress', None, '6 RDS: アウトバウンド'),
    ('LbEgressToWeb443', None, None, '6 ALB: アウトバウンド'),
    ('LbSecurityGroup', 'SecurityGroupIngress/0/CidrIp', '10.0.0.0/8', '6 ALB: インバウンド'),
    ('WebIngressFromLb80', None, None, '6 Web: インバウンド'),
    ('WebSecurityGroup', 'SecurityGroupEgress', [{'IpProtocol': 'tcp', 'FromPort': 443, 'ToPort': 443, 'CidrIp': ANYWHERE}],
     '6 Web: アウトバウンド'),
    ('Extra', None, item('AWS::EC2::SecurityGroup', GroupDescription='Extra', VpcId=ref('MainVpc')), '6 この3つのグループだけ'),
    ('output Url', 'Value', 'https://example.com', 'Output Url'),
    ('output DbEndpoint', 'Value', 'localhost:3306', 'Output DbEndpoint'),
    ('output Private', 'Value', {'Fn::Join': [',', [ref('MainPrivateSubnetB'), ref('MainPrivateSubnetA')]]}, 'Output Private'),
], [
    ('MainVpc', 'EnableDnsSupport', False, '1 VPC: DNS 解決'),
    ('MainPrivateAssociationB', None, None, '1 ルートテーブル', '1 プライベートルートテーブル'),
    ('LbHttpsListener', 'DefaultActions/0', {'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '200'}},
     '2 HTTPS: ターゲットへ転送'),
    ('WebGroup', 'DesiredCapacity', 3, '3 希望する容量', '4 場所'),
    ('WebCpuHigh', 'AlarmActions', [ref('WebScaleIn')], '3 CPU'),
    ('WebIngressFromLb443', 'FromPort', 8443, '6 Web: インバウンド'),
], [
    ('WebScaleOut', 'StepAdjustments/0/ScalingAdjustment', 2, '3 CPU'),
    ('DbInstance', 'Port', '3307', '5 ポート'),
    ('LbListenerRuleApi', 'Conditions/0/PathPatternConfig/Values/0', '/', '2 パスベース'),
], [
    ('MainPublicSubnetB', 'AvailabilityZone', {'Fn::Select': [0, {'Fn::GetAZs': ''}]}, '1 パブリックサブネット 2'),
    ('MainPrivateSubnetA', 'AvailabilityZone', {'Fn::Select': [1, {'Fn::GetAZs': ''}]}, '1 プライベートサブネット 1'),
    ('LbListener', None, item('AWS::ElasticLoadBalancingV2::Listener', LoadBalancerArn=ref('LbLoadBalancer'), Port=8080, Protocol='HTTP',
                              DefaultActions=[{'Type': 'forward', 'TargetGroupArn': ref('WebTargetGroup')}]), '2 リスナー'),
    ('WebGroup', 'VPCZoneIdentifier/1', ref('MainPublicSubnetB'), '3 サブネット'),
    ('WebSecurityGroup', 'Tags/Key=Name/Value', 'group-other', '4 セキュリティグループ'),
    ('WebLaunchTemplate', 'LaunchTemplateData/ImageId', 'ami-1e749f67', '4 AMI'),
    ('Extra', None, item('AWS::EC2::Subnet', VpcId=ref('MainVpc'), CidrBlock='10.0.8.0/24', AvailabilityZone='us-east-1a'), '1 サブネット'),
], [
    ('MainPublicSubnetA', 'AvailabilityZone', {'Fn::Select': [2, {'Fn::GetAZs': ''}]}, '1 2つの', '1 パブリックサブネット 1'),
    ('MainNatGatewayA', 'AllocationId', None, '1 NAT ゲートウェイ: Elastic IP'),
    ('Extra', None, item('AWS::EC2::NatGateway', SubnetId=ref('MainPublicSubnetA')), '1 NAT ゲートウェイ: ひとつ'),
    ('LbLoadBalancer', 'Subnets/1', None, '2 サブネット'),
    ('MainVpc', 'CidrBlock', '10.0.0.0/17', '1 VPC: CIDR', '1 パブリックルートテーブル', '1 プライベートルートテーブル'),
], [
    ('MainPrivateSubnetB', 'AvailabilityZone', {'Fn::Select': [0, {'Fn::GetAZs': ''}]}, '1 プライベートサブネット 2'),
]]
