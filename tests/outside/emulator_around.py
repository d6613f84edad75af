"""What stands around the tiers, and moto's CloudFormation lacks: content delivery,
web firewalls, caches, clusters, proxies, backups, trails, keys, topics, scaling of
services.

around(api) gives a row for each type, as add_type() of emulator.py takes it:
the type, what creates it from a template's properties through moto's own API
of the service, what Ref gives, and what Fn::GetAtt gives. Where that API lacks a
property, the row leaves it out, and so nobody can ask for it.
"""
import json


def renamed(properties, **names):
    return {names.get(key, key): value for key, value in properties.items()}


def without(properties, *keys):
    return {key: value for key, value in properties.items() if key not in keys}


def whole(properties, *keys):
    """CloudFormation takes numbers as text; the APIs do not."""
    return {key: int(value) if key in keys else value for key, value in properties.items()}


def truths(properties, *keys):
    return {key: str(value).lower() == 'true' if key in keys else value for key, value in properties.items()}


def items(values):
    """A list as the CloudFront API writes it."""
    return {'Quantity': len(values), 'Items': values} if values else {'Quantity': 0}


# ------------------------------------------------------------ content delivery

def origin(given):
    answer = dict(given)
    custom = given.get('CustomOriginConfig')
    if custom:
        answer['CustomOriginConfig'] = {
            'HTTPPort': 80, **without(custom, 'OriginSSLProtocols'),
            'OriginSslProtocols': items(custom.get('OriginSSLProtocols', []))}
    return answer


def behavior(given):
    return {**given, **({'AllowedMethods': items(given['AllowedMethods'])} if 'AllowedMethods' in given else {})}


def distribution_config(given, name):
    config = renamed(given, IPV6Enabled='IsIPV6Enabled')
    config.update(CallerReference=name, Origins=items([origin(one) for one in given['Origins']]),
                  DefaultCacheBehavior=behavior(given['DefaultCacheBehavior']),
                  CacheBehaviors=items([behavior(one) for one in given.get('CacheBehaviors', [])]),
                  CustomErrorResponses=items([renamed(one, ResponseCode='ResponseCode') for one in given.get('CustomErrorResponses', [])]),
                  Aliases=items(given.get('Aliases', [])),
                  ViewerCertificate=renamed(given['ViewerCertificate'], AcmCertificateArn='ACMCertificateArn',
                                            SslSupportMethod='SSLSupportMethod'))
    geography = given['Restrictions']['GeoRestriction']
    config['Restrictions'] = {'GeoRestriction': {'RestrictionType': geography['RestrictionType'],
                                                 **items(geography.get('Locations', []))}}
    if 'Logging' in config:
        config['Logging'] = {'Enabled': True, **given['Logging']}
    for response in config['CustomErrorResponses'].get('Items', []):
        response['ResponseCode'] = str(response['ResponseCode'])
    return config


# ------------------------------------------------------------------- databases

class Databases:
    def __init__(self, api):
        self.rds = api('rds')

    def cluster(self, properties, name):
        given = without(properties, 'StorageType')      # moto knows io1 alone
        given.setdefault('DBClusterIdentifier', name.lower())
        scaling = given.get('ServerlessV2ScalingConfiguration')
        if scaling:
            given['ServerlessV2ScalingConfiguration'] = {key: float(value) for key, value in scaling.items()}
        return self.rds.create_db_cluster(**whole(given, 'Port', 'BackupRetentionPeriod', 'MonitoringInterval'))['DBCluster']

    def parameters(self, properties, name):
        given = renamed(without(properties, 'Parameters', 'Tags'), Family='DBParameterGroupFamily')
        made = self.rds.create_db_cluster_parameter_group(DBClusterParameterGroupName=name.lower(), **given)['DBClusterParameterGroup']
        self.rds.modify_db_cluster_parameter_group(DBClusterParameterGroupName=name.lower(), Parameters=[
            {'ParameterName': key, 'ParameterValue': str(value), 'ApplyMethod': 'pending-reboot'}
            for key, value in properties['Parameters'].items()])
        return made

    def targets(self, properties, name):
        given = {key: properties[key] for key in ('DBProxyName', 'TargetGroupName', 'DBInstanceIdentifiers', 'DBClusterIdentifiers')
                 if key in properties}
        self.rds.register_db_proxy_targets(**given)

    def rows(self):
        yield ('AWS::RDS::DBCluster', self.cluster, lambda made: made.answer['DBClusterIdentifier'],
               {'Endpoint.Address': lambda made: made.answer['Endpoint'],
                'ReadEndpoint.Address': lambda made: made.answer['ReaderEndpoint'],
                'DBClusterArn': lambda made: made.answer['DBClusterArn'],
                'MasterUserSecret.SecretArn': lambda made: made.answer['MasterUserSecret']['SecretArn']})
        yield ('AWS::RDS::DBClusterParameterGroup', self.parameters, lambda made: made.answer['DBClusterParameterGroupName'], {})
        yield ('AWS::RDS::DBProxy', lambda properties, name: self.rds.create_db_proxy(**properties)['DBProxy'],
               lambda made: made.answer['DBProxyName'], {'Endpoint': lambda made: made.answer['Endpoint']})
        yield ('AWS::RDS::DBProxyTargetGroup', self.targets, lambda made: made.properties['DBProxyName'], {})


# ---------------------------------------------------------------------- caches

class Caches:
    def __init__(self, api):
        self.elasticache = api('elasticache')

    def group(self, properties, name):
        given = without(properties, 'LogDeliveryConfigurations', 'TransitEncryptionMode')
        if 'NumCacheClusters' in given:         # which moto takes for one, unless told of replicas
            given['ReplicasPerNodeGroup'] = int(given['NumCacheClusters']) - 1
        given.setdefault('ReplicationGroupId', name.lower()[:40])
        given = truths(given, 'AtRestEncryptionEnabled', 'TransitEncryptionEnabled', 'AutomaticFailoverEnabled', 'MultiAZEnabled')
        return self.elasticache.create_replication_group(**whole(given, 'Port', 'NumCacheClusters', 'SnapshotRetentionLimit'))['ReplicationGroup']

    def subnets(self, properties, name):
        return self.elasticache.create_cache_subnet_group(
            CacheSubnetGroupName=name.lower(), CacheSubnetGroupDescription=properties['Description'],
            SubnetIds=properties['SubnetIds'])['CacheSubnetGroup']

    def rows(self):
        def address(kind):
            return lambda made: f"{kind}.{made.answer['ReplicationGroupId']}.cache.amazonaws.com"
        yield ('AWS::ElastiCache::ReplicationGroup', self.group, lambda made: made.answer['ReplicationGroupId'],
               {'PrimaryEndPoint.Address': address('master'), 'ReaderEndPoint.Address': address('replica')})
        # moto's API has no parameter groups: their name is all that can be asked for
        yield ('AWS::ElastiCache::ParameterGroup', lambda properties, name: name.lower(), lambda made: made.answer, {})
        yield ('AWS::ElastiCache::SubnetGroup', self.subnets, lambda made: made.answer['CacheSubnetGroupName'], {})


# --------------------------------------------------------------------- backups

def backup_rows(api):
    backup = api('backup')

    def plan(properties, name):
        given = properties['BackupPlan']
        rules = [whole(renamed(rule, TargetBackupVault='TargetBackupVaultName'), 'StartWindowMinutes', 'CompletionWindowMinutes')
                 for rule in given['BackupPlanRule']]
        return backup.create_backup_plan(BackupPlan={'BackupPlanName': given['BackupPlanName'], 'Rules': rules})

    yield ('AWS::Backup::BackupVault', lambda properties, name: backup.create_backup_vault(
        **without(renamed(properties, BackupVaultTags='BackupVaultTags'), 'LockConfiguration')),
        lambda made: made.answer['BackupVaultName'], {'BackupVaultArn': lambda made: made.answer['BackupVaultArn']})
    yield ('AWS::Backup::BackupPlan', plan, lambda made: made.answer['BackupPlanId'], {})
    # moto's API of selections is not there: what is selected can be read from the template alone
    yield ('AWS::Backup::BackupSelection', lambda properties, name: {}, lambda made: 'selection', {})


# ---------------------------------------------------------------------- trails

def trail_rows(api):
    cloudtrail = api('cloudtrail')

    def trail(properties, name):
        given = renamed(without(properties, 'IsLogging', 'EventSelectors', 'Tags'), KMSKeyId='KmsKeyId', TrailName='Name')
        given = truths(given, 'IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'EnableLogFileValidation')
        given.setdefault('Name', name)
        answer = cloudtrail.create_trail(**given)
        cloudtrail.start_logging(Name=given['Name'])
        return answer

    yield ('AWS::CloudTrail::Trail', trail, lambda made: made.answer['Name'], {'Arn': lambda made: made.answer['TrailARN']})


# ------------------------------------------------------------------- firewalls

def firewall_rows(api):
    firewall = api('wafv2')

    def acl(properties, name):
        rules = [whole(rule, 'Priority') for rule in properties['Rules']]
        for rule in rules:
            rate = rule['Statement'].get('RateBasedStatement')
            if rate:
                rate['Limit'] = int(rate['Limit'])
        return firewall.create_web_acl(**{'Name': name, **properties, 'Rules': rules})['Summary']

    yield ('AWS::WAFv2::WebACL', acl, lambda made: f"{made.answer['Name']}|{made.answer['Id']}|{made.properties['Scope']}",
           {'Arn': lambda made: made.answer['ARN'], 'Id': lambda made: made.answer['Id']})
    yield ('AWS::WAFv2::WebACLAssociation', lambda properties, name: firewall.associate_web_acl(**properties),
           lambda made: made.properties['ResourceArn'], {})
    yield ('AWS::WAFv2::LoggingConfiguration', lambda properties, name: firewall.put_logging_configuration(LoggingConfiguration=properties),
           lambda made: made.properties['ResourceArn'], {})


# ------------------------------------------------------- keys, topics, scaling

def key_rows(api):
    kms = api('kms')

    def key(properties, name):
        answer = kms.create_key(
            Description=properties.get('Description', ''), Policy=json.dumps(properties['KeyPolicy']),
            Tags=[{'TagKey': tag['Key'], 'TagValue': tag['Value']} for tag in properties.get('Tags', [])])['KeyMetadata']
        if str(properties.get('EnableKeyRotation')).lower() == 'true':
            kms.enable_key_rotation(KeyId=answer['KeyId'])
        return answer

    yield ('AWS::KMS::Key', key, lambda made: made.answer['KeyId'],
           {'Arn': lambda made: made.answer['Arn'], 'KeyId': lambda made: made.answer['KeyId']})


# ------------------------------------------------------------------ containers

def lower(value):
    """Keys as the ECS API writes them."""
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: lower(item) for key, item in value.items()}
    return [lower(item) for item in value] if isinstance(value, list) else value


def container_rows(api):
    ecs = api('ecs')

    def cluster(properties, name):
        return ecs.create_cluster(**{'clusterName': name, **lower(renamed(properties, ClusterSettings='Settings'))})['cluster']

    def service(properties, name):
        return ecs.create_service(**{'serviceName': name, **lower(properties)})['service']

    def task(properties, name):
        return ecs.register_task_definition(**{'family': name, **lower(properties)})['taskDefinition']

    yield ('AWS::ECS::Cluster', cluster, lambda made: made.answer['clusterName'], {'Arn': lambda made: made.answer['clusterArn']})
    yield 'AWS::ECS::TaskDefinition', task, lambda made: made.answer['taskDefinitionArn'], {}
    yield ('AWS::ECS::Service', service, lambda made: made.answer['serviceArn'],
           {'Name': lambda made: made.answer['serviceName'], 'ServiceArn': lambda made: made.answer['serviceArn']})


def scaling_rows(api):
    scaling = api('application-autoscaling')

    def target(properties, name):
        scaling.register_scalable_target(**whole(without(properties, 'Tags'), 'MinCapacity', 'MaxCapacity'))

    def identity(made):
        return '|'.join(made.properties[key] for key in ('ResourceId', 'ScalableDimension', 'ServiceNamespace'))

    def policy(properties, name):
        resource, dimension, namespace = properties['ScalingTargetId'].split('|')
        tracking = dict(properties['TargetTrackingScalingPolicyConfiguration'])
        tracking['TargetValue'] = float(tracking['TargetValue'])
        return scaling.put_scaling_policy(
            PolicyName=properties['PolicyName'], PolicyType=properties['PolicyType'], ResourceId=resource,
            ScalableDimension=dimension, ServiceNamespace=namespace, TargetTrackingScalingPolicyConfiguration=tracking)

    yield ('AWS::ApplicationAutoScaling::ScalableTarget', target, identity, {})
    yield ('AWS::ApplicationAutoScaling::ScalingPolicy', policy, lambda made: made.answer['PolicyARN'], {})


def balancer_rows(api):
    elb = api('elbv2')

    def balancer(properties, name):
        made = elb.create_load_balancer(Name=name[:32].rstrip('-'), **without(properties, 'LoadBalancerAttributes'))['LoadBalancers'][0]
        if properties.get('LoadBalancerAttributes'):
            elb.modify_load_balancer_attributes(LoadBalancerArn=made['LoadBalancerArn'], Attributes=properties['LoadBalancerAttributes'])
        return made

    yield ('AWS::ElasticLoadBalancingV2::LoadBalancer', balancer, lambda made: made.answer['LoadBalancerArn'],
           {'DNSName': lambda made: made.answer['DNSName'], 'CanonicalHostedZoneID': lambda made: made.answer['CanonicalHostedZoneId'],
            'LoadBalancerArn': lambda made: made.answer['LoadBalancerArn'],
            'LoadBalancerFullName': lambda made: made.answer['LoadBalancerArn'].partition('loadbalancer/')[2]})
    yield ('AWS::ElasticLoadBalancingV2::ListenerCertificate',
           lambda properties, name: api('elbv2').add_listener_certificates(**properties),
           lambda made: made.properties['ListenerArn'], {})


def topic_rows(api):
    topics = api('sns')

    def policy(properties, name):
        for topic in properties['Topics']:
            topics.set_topic_attributes(TopicArn=topic, AttributeName='Policy', AttributeValue=json.dumps(properties['PolicyDocument']))

    yield ('AWS::SNS::Subscription', lambda properties, name: topics.subscribe(**properties, ReturnSubscriptionArn=True),
           lambda made: made.answer['SubscriptionArn'], {})
    yield ('AWS::SNS::TopicPolicy', policy, lambda made: 'policy', {})


def queue_rows(api):
    queues = api('sqs')

    def policy(properties, name):
        for queue in properties['Queues']:
            queues.set_queue_attributes(QueueUrl=queue, Attributes={'Policy': json.dumps(properties['PolicyDocument'])})

    yield 'AWS::SQS::QueuePolicy', policy, lambda made: 'policy', {}


def delivery_rows(api):
    cloudfront = api('cloudfront')
    yield ('AWS::CloudFront::OriginAccessControl',
           lambda properties, name: cloudfront.create_origin_access_control(**properties)['OriginAccessControl'],
           lambda made: made.answer['Id'], {'Id': lambda made: made.answer['Id']})
    yield ('AWS::CloudFront::Distribution',
           lambda properties, name: cloudfront.create_distribution(
               DistributionConfig=distribution_config(properties['DistributionConfig'], name))['Distribution'],
           lambda made: made.answer['Id'],
           {'Id': lambda made: made.answer['Id'], 'DomainName': lambda made: made.answer['DomainName']})


def around(api):
    yield from delivery_rows(api)
    yield from Databases(api).rows()
    yield from Caches(api).rows()
    yield from backup_rows(api)
    yield from trail_rows(api)
    yield from firewall_rows(api)
    yield from container_rows(api)
    yield from scaling_rows(api)
    yield from balancer_rows(api)
    yield from topic_rows(api)
    yield from queue_rows(api)
    yield from key_rows(api)
