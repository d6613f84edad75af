"""One stack of a deployment, as the services' APIs show it.

Every question starts from the id that CloudFormation gives to a resource
(ids), never from the template. The methods answer in the words of the
architecture: networks and tiers' names, not ids.
"""
import ipaddress
import json

ANYWHERE = '0.0.0.0/0'
NOTHING = ('icmp', 252, '255.255.255.255/32')       # the rule that lets nothing out


class Remembered:
    """Clients that ask each question once: a deployed stack does not change."""

    def __init__(self, client):
        self.client = client
        self.answers = {}

    def __call__(self, service):
        def question(call):
            def ask(**arguments):
                key = service, call, repr(arguments)
                if key not in self.answers:
                    self.answers[key] = getattr(self.client(service), call)(**arguments)
                return self.answers[key]
            return ask
        return type('Client', (), {'__getattr__': lambda client, call: question(call)})()


class Stack:
    def __init__(self, aws, name, region):
        self.name = name
        self.region = region
        self.ids = aws.resources(name, region)
        self.aws = Remembered(lambda service: aws(service, region))

    # network

    def named(self, kind):
        """The Name tags of the stack's resources of such ids: eipalloc, igw, …"""
        tags = self.aws('ec2').describe_tags(Filters=[{'Name': 'key', 'Values': ['Name']}])['Tags']
        return sorted(tag['Value'] for tag in tags if tag['ResourceId'].startswith(kind + '-') and tag['Value'].startswith(self.name + '-'))

    def vpc(self, name):
        return self.aws('ec2').describe_vpcs(VpcIds=[self.ids[name]])['Vpcs'][0]

    def subnets(self, vpc):
        """Network, zone of each subnet of a VPC."""
        found = self.aws('ec2').describe_subnets(Filters=[{'Name': 'vpc-id', 'Values': [self.ids[vpc]]}])['Subnets']
        return sorted((one['CidrBlock'], one['AvailabilityZone']) for one in found)

    def networks(self, subnet_ids):
        found = self.aws('ec2').describe_subnets(SubnetIds=sorted(subnet_ids))['Subnets']
        return sorted((one['CidrBlock'] for one in found), key=ipaddress.ip_network)

    def table(self, name):
        return self.aws('ec2').describe_route_tables(RouteTableIds=[self.ids[name]])['RouteTables'][0]

    def routes(self, table):
        """Where each route leads, by what it is for: the id of a gateway, or local."""
        return {route.get('DestinationCidrBlock') or route['DestinationIpv6CidrBlock']:
                route.get('NatGatewayId') or route.get('EgressOnlyInternetGatewayId') or route.get('GatewayId')
                for route in self.table(table)['Routes'] if 'DestinationPrefixListId' not in route}

    def networks_behind(self, table):
        return self.networks(one['SubnetId'] for one in self.table(table)['Associations'] if 'SubnetId' in one)

    def nat_gateway(self, name):
        return self.aws('ec2').describe_nat_gateways(NatGatewayIds=[self.ids[name]])['NatGateways'][0]

    def nat_place(self, name):
        """(network of its subnet, address)."""
        gateway = self.nat_gateway(name)
        return self.networks([gateway['SubnetId']]), gateway['NatGatewayAddresses'][0]['PublicIp']

    def endpoints(self, *names):
        """(service, kind) of each."""
        found = self.aws('ec2').describe_vpc_endpoints(VpcEndpointIds=[self.ids[name] for name in names])['VpcEndpoints']
        return sorted((one['ServiceName'].partition(self.region + '.')[2], one['VpcEndpointType']) for one in found)

    def endpoint_tables(self, name, *tables):
        """Which of the tables a gateway endpoint stands in."""
        found = self.aws('ec2').describe_vpc_endpoints(VpcEndpointIds=[self.ids[name]])['VpcEndpoints'][0]
        return [table for table in tables if self.ids[table] in found['RouteTableIds']]

    def flow_log(self, name):
        found = self.aws('ec2').describe_flow_logs(FlowLogIds=[self.ids[name]])['FlowLogs'][0]
        return found['ResourceId'], found['TrafficType'], found['LogGroupName']

    def rules(self, name, direction, **peers):
        """(protocol, port, who) of each rule of a group; peers are groups' names by what to call them."""
        names = {self.ids[group]: peer for peer, group in peers.items()}
        group = self.aws('ec2').describe_security_groups(GroupIds=[self.ids[name]])['SecurityGroups'][0]
        rules = []
        for rule in group['IpPermissions' if direction == 'in' else 'IpPermissionsEgress']:
            who = [names.get(pair['GroupId'], pair['GroupId']) for pair in rule['UserIdGroupPairs']]
            who += [item['CidrIp'] for item in rule['IpRanges']] + [item['CidrIpv6'] for item in rule['Ipv6Ranges']]
            rules += [(rule['IpProtocol'], rule.get('FromPort'), one) for one in who]
        return sorted(rules, key=str)

    # load balancer

    def balancer(self, name='LbLoadBalancer'):
        return self.aws('elbv2').describe_load_balancers(LoadBalancerArns=[self.ids[name]])['LoadBalancers'][0]

    def balancer_attributes(self, *keys, name='LbLoadBalancer'):
        attributes = self.aws('elbv2').describe_load_balancer_attributes(LoadBalancerArn=self.ids[name])['Attributes']
        found = {item['Key']: item['Value'] for item in attributes}
        return [found.get(key) for key in keys]

    def listener(self, name):
        return self.aws('elbv2').describe_listeners(ListenerArns=[self.ids[name]])['Listeners'][0]

    def forwarding(self, listener):
        """(hosts and paths, target group) of each rule, then of the default action."""
        rules = self.aws('elbv2').describe_rules(ListenerArn=self.ids[listener])['Rules']
        names = {value: key for key, value in self.ids.items() if value}
        found = []
        for rule in sorted(rules, key=lambda rule: (rule['IsDefault'], rule['Priority'].zfill(6))):
            values = [value for condition in rule['Conditions'] for kind in ('HostHeaderConfig', 'PathPatternConfig')
                      for value in condition.get(kind, {}).get('Values', [])]
            found.append((values, names.get(rule['Actions'][0].get('TargetGroupArn'))))
        return found

    def target_group(self, name):
        return self.aws('elbv2').describe_target_groups(TargetGroupArns=[self.ids[name]])['TargetGroups'][0]

    # instances, containers

    def group(self, name='WebGroup'):
        return self.aws('autoscaling').describe_auto_scaling_groups(AutoScalingGroupNames=[self.ids[name]])['AutoScalingGroups'][0]

    def sizes(self, name='WebGroup'):
        return self.group(name)['MinSize'], self.group(name)['MaxSize']

    def tracking(self, group):
        """What each policy of a group keeps to: (metric, value)."""
        policies = self.aws('autoscaling').describe_policies(AutoScalingGroupName=self.ids[group])['ScalingPolicies']
        configurations = [policy['TargetTrackingConfiguration'] for policy in policies]
        return [(one['PredefinedMetricSpecification']['PredefinedMetricType'], one['TargetValue']) for one in configurations]

    def launch_template(self, name):
        versions = self.aws('ec2').describe_launch_template_versions(LaunchTemplateId=self.ids[name], Versions=['$Latest'])
        return versions['LaunchTemplateVersions'][0]['LaunchTemplateData']

    def instance(self, name):
        return self.aws('ec2').describe_instances(InstanceIds=[self.ids[name]])['Reservations'][0]['Instances'][0]

    def profile_roles(self, name):
        roles = self.aws('iam').get_instance_profile(InstanceProfileName=self.ids[name])['InstanceProfile']['Roles']
        return [role['RoleName'] for role in roles]

    def cluster_settings(self, name):
        found = self.aws('ecs').describe_clusters(clusters=[self.ids[name]], include=['SETTINGS'])['clusters'][0]
        return [(one['name'], one['value']) for one in found['settings']]

    def service(self, name, cluster):
        return self.aws('ecs').describe_services(cluster=self.ids[cluster], services=[self.ids[name]])['services'][0]

    def task(self, name):
        return self.aws('ecs').describe_task_definition(taskDefinition=self.ids[name])['taskDefinition']

    def container(self, name):
        return self.task(name)['containerDefinitions'][0]

    def secrets(self, task):
        return [(one['name'], one['valueFrom']) for one in self.container(task).get('secrets', [])]

    def capacity(self, service, cluster):
        """(least, most) tasks of a service, and what each of its policies keeps to."""
        scaling, resource = self.aws('application-autoscaling'), self.service(service, cluster)['serviceArn'].partition(':service/')[2]
        target, = [one for one in scaling.describe_scalable_targets(ServiceNamespace='ecs')['ScalableTargets']
                   if one['ResourceId'] == 'service/' + resource]
        policies = [one['TargetTrackingScalingPolicyConfiguration'] for one in scaling.describe_scaling_policies(
            ServiceNamespace='ecs')['ScalingPolicies'] if one['ResourceId'] == 'service/' + resource]
        return ((target['MinCapacity'], target['MaxCapacity']),
                [(one['PredefinedMetricSpecification']['PredefinedMetricType'], one['TargetValue']) for one in policies])

    # data

    def database(self, name='DbInstance'):
        return self.aws('rds').describe_db_instances(DBInstanceIdentifier=self.ids[name])['DBInstances'][0]

    def cluster(self, name='DbCluster'):
        return self.aws('rds').describe_db_clusters(DBClusterIdentifier=self.ids[name])['DBClusters'][0]

    def database_networks(self, name='DbSubnetGroup'):
        found = self.aws('rds').describe_db_subnet_groups(DBSubnetGroupName=self.ids[name])['DBSubnetGroups'][0]
        return self.networks(subnet['SubnetIdentifier'] for subnet in found['Subnets'])

    def parameters(self, *wanted, name='DbParameterGroup'):
        found = self.aws('rds').describe_db_parameters(DBParameterGroupName=self.ids[name])['Parameters']
        values = {one['ParameterName']: one['ParameterValue'] for one in found}
        return [values.get(key) for key in wanted]

    def cluster_parameters(self, *wanted, name='DbParameterGroup'):
        found = self.aws('rds').describe_db_cluster_parameters(DBClusterParameterGroupName=self.ids[name])['Parameters']
        values = {one['ParameterName']: one['ParameterValue'] for one in found}
        return [values.get(key) for key in wanted]

    def proxy(self, name='DbConnectionProxy'):
        rds = self.aws('rds')
        proxy = rds.describe_db_proxies(DBProxyName=self.ids[name])['DBProxies'][0]
        targets = rds.describe_db_proxy_targets(DBProxyName=self.ids[name])['Targets']
        return proxy['EngineFamily'], proxy['RequireTLS'], proxy['Auth'][0]['SecretArn'], [target['RdsResourceId'] for target in targets]

    def secret(self, name):
        text = self.aws('secretsmanager').get_secret_value(SecretId=self.ids[name])['SecretString']
        return json.loads(text)

    def cache(self, name='CacheGroup'):
        found = self.aws('elasticache').describe_replication_groups(ReplicationGroupId=self.ids[name])['ReplicationGroups']
        return found[0]

    def cache_networks(self, name='CacheSubnetGroup'):
        found = self.aws('elasticache').describe_cache_subnet_groups(CacheSubnetGroupName=self.ids[name])['CacheSubnetGroups'][0]
        return self.networks(subnet['SubnetIdentifier'] for subnet in found['Subnets'])

    # buckets, keys, logs

    def bucket(self, name):
        """(encryption, versions, everything public refused, days that things are kept)."""
        public = self.aws('s3').get_public_access_block(Bucket=self.ids[name])['PublicAccessBlockConfiguration']
        return self.bucket_encryption(name), self.versions(name), all(public.values()), self.kept(name)

    def bucket_encryption(self, name):
        rules = self.aws('s3').get_bucket_encryption(Bucket=self.ids[name])['ServerSideEncryptionConfiguration']['Rules']
        return rules[0]['ApplyServerSideEncryptionByDefault']['SSEAlgorithm']

    def versions(self, name):
        return self.aws('s3').get_bucket_versioning(Bucket=self.ids[name]).get('Status')

    def kept(self, name):
        rules = self.aws('s3').get_bucket_lifecycle_configuration(Bucket=self.ids[name])['Rules']
        return [rule['Expiration']['Days'] for rule in rules if 'Expiration' in rule]

    def policy_of_bucket(self, name):
        return json.loads(self.aws('s3').get_bucket_policy(Bucket=self.ids[name])['Policy'])['Statement']

    def bucket_lets(self, name):
        """The services that may write into a bucket or ask for it, and what is refused to everybody."""
        statements = self.policy_of_bucket(name)
        return (sorted({one['Principal']['Service'] for one in statements if one['Effect'] == 'Allow'}),
                [one['Condition'] for one in statements if one['Effect'] == 'Deny'])

    def key(self, name):
        """(it is replaced each year, the services that may use it)."""
        kms = self.aws('kms')
        policy = json.loads(kms.get_key_policy(KeyId=self.ids[name], PolicyName='default')['Policy'])
        services = [one['Principal'].get('Service', []) for one in policy['Statement'] if one['Effect'] == 'Allow']
        return (kms.get_key_rotation_status(KeyId=self.ids[name])['KeyRotationEnabled'],
                sorted({name for some in services for name in ([some] if isinstance(some, str) else some)}))

    def alias(self, name):
        """Which key an alias stands for."""
        found, = [one for one in self.aws('kms').list_aliases()['Aliases'] if one['AliasName'] == self.ids[name]]
        return found['TargetKeyId']

    def log_group(self, name):
        found = self.aws('logs').describe_log_groups(logGroupNamePrefix=self.ids[name])['logGroups']
        return found[0].get('retentionInDays'), found[0].get('kmsKeyId')

    # identities

    def role(self, name):
        """(who takes it on, its policies by their names in the stack, or AWS's own)."""
        iam, names = self.aws('iam'), {value: key for key, value in self.ids.items()}
        statement, = iam.get_role(RoleName=self.ids[name])['Role']['AssumeRolePolicyDocument']['Statement']
        attached = iam.list_attached_role_policies(RoleName=self.ids[name])['AttachedPolicies']
        return statement['Principal']['Service'], sorted(names.get(one['PolicyArn'], one['PolicyName']) for one in attached)

    def statements(self, name):
        """What a policy lets: (actions, resources) of each statement."""
        iam = self.aws('iam')
        version = iam.get_policy(PolicyArn=self.ids[name])['Policy']['DefaultVersionId']
        document = iam.get_policy_version(PolicyArn=self.ids[name], VersionId=version)['PolicyVersion']['Document']
        return [(one['Action'], one['Resource']) for one in document['Statement']]

    # watching

    def alarms(self, topic):
        """(namespace, metric) of the alarms that tell a topic when they begin and when they are over."""
        return sorted({(alarm['Namespace'].rpartition('/')[2], alarm['MetricName'])
                       for alarm in self.aws('cloudwatch').describe_alarms()['MetricAlarms']
                       if alarm['AlarmActions'] == [self.ids[topic]] and alarm['OKActions'] == [self.ids[topic]]})

    def alarm(self, name):
        found = self.aws('cloudwatch').describe_alarms(AlarmNames=[self.ids[name]])['MetricAlarms'][0]
        return found['ComparisonOperator'], found['Threshold']

    def told(self, topic):
        subscriptions = self.aws('sns').list_subscriptions_by_topic(TopicArn=self.ids[topic])['Subscriptions']
        return [(one['Protocol'], one['Endpoint']) for one in subscriptions]

    def topic(self, name):
        """(its key, who may publish)."""
        attributes = self.aws('sns').get_topic_attributes(TopicArn=self.ids[name])['Attributes']
        allowed = [one['Principal']['Service'] for one in json.loads(attributes['Policy'])['Statement']
                   if one['Effect'] == 'Allow' and 'Service' in one['Principal']]
        return attributes.get('KmsMasterKeyId', '').rpartition('/')[2], allowed

    # around

    def firewall(self, name):
        """The rules of a web ACL, in their order; for one before CloudFront or before a load balancer."""
        title, number, scope = self.ids[name].split('|')
        found = self.aws('wafv2').get_web_acl(Name=title, Id=number, Scope=scope)['WebACL']
        return [rule['Name'] for rule in sorted(found['Rules'], key=lambda rule: rule['Priority'])]

    def firewall_log(self, name):
        found = self.aws('wafv2').get_logging_configuration(ResourceArn=self.ids[name])['LoggingConfiguration']
        return [one.rpartition(':')[2] for one in found['LogDestinationConfigs']]

    def distribution(self, name='CdnDistribution'):
        return self.aws('cloudfront').get_distribution(Id=self.ids[name])['Distribution']

    def delivery(self, name='CdnDistribution'):
        return self.distribution(name)['DistributionConfig']

    def origins(self, name='CdnDistribution'):
        return {one['Id']: one for one in self.delivery(name)['Origins']['Items']}

    def access_control(self, name='CdnAccessControl'):
        found = self.aws('cloudfront').get_origin_access_control(Id=self.ids[name])['OriginAccessControl']
        config = found['OriginAccessControlConfig']
        return config['OriginAccessControlOriginType'], config['SigningBehavior']

    def health_check(self, name):
        config = self.aws('route53').get_health_check(HealthCheckId=self.ids[name])['HealthCheck']['HealthCheckConfig']
        return config['Type'], config['FullyQualifiedDomainName'], config['ResourcePath']

    def records(self, zone):
        """(name, type, role in a failover, where to) of the aliases of a hosted zone."""
        found = self.aws('route53').list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']
        return sorted((one['Name'].rstrip('.'), one['Type'], one.get('Failover'), one['AliasTarget']['DNSName'].rstrip('.').lower())
                      for one in found if 'AliasTarget' in one)

    def plan(self, name):
        """(vault, when, days, vaults of the copies) of a plan's only rule."""
        rule, = self.aws('backup').get_backup_plan(BackupPlanId=self.ids[name])['BackupPlan']['Rules']
        return (rule['TargetBackupVaultName'], rule['ScheduleExpression'], rule['Lifecycle']['DeleteAfterDays'],
                [action['DestinationBackupVaultArn'] for action in rule['CopyActions']])

    def vault(self, name):
        return self.aws('backup').describe_backup_vault(BackupVaultName=self.ids[name])['BackupVaultArn']

    def trail(self, name):
        """(all regions, files can be proven, it runs, bucket, key)."""
        found = self.aws('cloudtrail').describe_trails(trailNameList=[self.ids[name]])['trailList'][0]
        status = self.aws('cloudtrail').get_trail_status(Name=found['TrailARN'])
        return (found['IsMultiRegionTrail'], found['LogFileValidationEnabled'], status['IsLogging'], found['S3BucketName'],
                found.get('KmsKeyId'))

    def dashboard(self, name):
        """The namespaces whose metrics it shows."""
        body = json.loads(self.aws('cloudwatch').get_dashboard(DashboardName=self.ids[name])['DashboardBody'])
        return sorted({widget['properties']['metrics'][0][0] for widget in body['widgets']})
