"""Any stack, resource by resource: each property that is said plainly, held against what the service answers.

For the patterns' examples, which are many: what their architecture says is
asked in modules of their own only where no sample shows it. ANSWERS has, for
each type, who is asked and what of the answer is called otherwise than in
CloudFormation. compared() gives (path, what the template says, what the
service says); what a template says by an intrinsic counts where it is a
reference to a parameter or to another resource.
"""
import json

NOT_SAID = object()


# ---------------------------------------------------------- what the template says

def said(value, ids, parameters):
    """The value as it is deployed; NOT_SAID where that cannot be read off the template."""
    if isinstance(value, list):
        return [said(item, ids, parameters) for item in value]
    if not isinstance(value, dict):
        return NOT_SAID if isinstance(value, str) and '{{resolve:' in value else value
    if set(value) == {'Ref'}:
        return parameters.get(value['Ref'], ids.get(value['Ref'], NOT_SAID))
    if len(value) == 1 and (next(iter(value)).startswith('Fn::') or next(iter(value)) == 'Condition'):
        name, attribute = value['Fn::GetAtt'] if 'Fn::GetAtt' in value else (None, None)
        return ids.get(name, NOT_SAID) if attribute in ('GroupId', 'AllocationId') else NOT_SAID
    return {key: said(item, ids, parameters) for key, item in value.items()}


def same(a, b):
    """CloudFormation takes numbers and truths as text, and the services give some numbers as fractions."""
    if isinstance(a, list):
        return a == b
    try:
        return float(a) == float(b)
    except (TypeError, ValueError):
        return str(a).lower() == str(b).lower()


def leaves(wanted, found, path=()):
    """(path, wanted, found) of each plain value that the answer has, too; of lists, those of plain values."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            if key in found:
                yield from leaves(value, found[key], (*path, key))
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) == len(found) and any(isinstance(item, dict) for item in wanted):
            for number, (one, other) in enumerate(zip(wanted, found)):
                yield from leaves(one, other, (*path, str(number)))
        elif wanted and NOT_SAID not in wanted and not isinstance(wanted[0], dict):
            yield '/'.join(path), sorted(map(str, wanted)), sorted(map(str, found))
    elif wanted is not NOT_SAID and not isinstance(wanted, (dict, list)) and not isinstance(found, (dict, list)):
        yield '/'.join(path), wanted, found


# ------------------------------------------------------------- what the service says

def first(service, call, argument, answer, many=True, **more):
    """Asks one call about an id, and takes the only thing of its answer."""
    def ask(stack, name, properties):
        found = getattr(stack.aws(service), call)(**{argument: [stack.ids[name]] if many else stack.ids[name]}, **more)
        for key in filter(None, answer.split('/')):
            found = found[key]
        return found[0] if isinstance(found, list) else found
    return ask


def renamed(ask, **names):
    """What the service calls otherwise: CloudFormation's name = the service's."""
    def answer(stack, name, properties):
        found = dict(ask(stack, name, properties))
        found.update({ours: found[theirs] for ours, theirs in names.items() if theirs in found})
        return found
    return answer


def route(stack, name, properties):
    table = said(properties['RouteTableId'], stack.ids, {})
    routes = stack.aws('ec2').describe_route_tables(RouteTableIds=[table])['RouteTables'][0]['Routes']
    key = 'DestinationIpv6CidrBlock' if 'DestinationIpv6CidrBlock' in properties else 'DestinationCidrBlock'
    found, = [one for one in routes if one.get(key) == properties[key]]
    return found


def association(stack, name, properties):
    subnet = said(properties['SubnetId'], stack.ids, {})
    tables = stack.aws('ec2').describe_route_tables(Filters=[{'Name': 'association.subnet-id', 'Values': [subnet]}])['RouteTables']
    return {'RouteTableId': tables[0]['RouteTableId'], 'SubnetId': subnet}


def attachment(stack, name, properties):
    gateway = said(properties['InternetGatewayId'], stack.ids, {})
    found = stack.aws('ec2').describe_internet_gateways(InternetGatewayIds=[gateway])['InternetGateways'][0]
    return {'InternetGatewayId': gateway, 'VpcId': found['Attachments'][0]['VpcId']}


def group_rule(permissions, peer):
    def ask(stack, name, properties):
        group = said(properties['GroupId'], stack.ids, {})
        found = stack.aws('ec2').describe_security_groups(GroupIds=[group])['SecurityGroups'][0][permissions]
        for rule in found:
            for pair in rule['UserIdGroupPairs']:
                answer = {'GroupId': group, 'IpProtocol': rule['IpProtocol'], 'FromPort': rule.get('FromPort'),
                          'ToPort': rule.get('ToPort'), peer: pair['GroupId']}
                if all(same(wanted, got) for _, wanted, got in leaves(said(properties, stack.ids, {}), answer)):
                    return answer
        raise LookupError(f'no such rule of {group}: {found}')
    return ask


def group(stack, name, properties):
    found = stack.aws('ec2').describe_security_groups(GroupIds=[stack.ids[name]])['SecurityGroups'][0]
    ranges = {key: [{'IpProtocol': rule['IpProtocol'], **{k: rule[k] for k in ('FromPort', 'ToPort') if k in rule}, **one}
                    for rule in found[rules] for one in (*rule['IpRanges'], *rule['Ipv6Ranges'])]
              for key, rules in (('SecurityGroupIngress', 'IpPermissions'), ('SecurityGroupEgress', 'IpPermissionsEgress'))}
    return {'GroupDescription': found['Description'], 'VpcId': found['VpcId'], **ranges}


def attributes(balancer):
    def ask(stack, name, properties):
        elb, arn = stack.aws('elbv2'), stack.ids[name]
        found = (elb.describe_load_balancers(LoadBalancerArns=[arn])['LoadBalancers'] if balancer
                 else elb.describe_target_groups(TargetGroupArns=[arn])['TargetGroups'])[0]
        listed = (elb.describe_load_balancer_attributes(LoadBalancerArn=arn) if balancer
                  else elb.describe_target_group_attributes(TargetGroupArn=arn))['Attributes']
        values, key = {one['Key']: one['Value'] for one in listed}, 'LoadBalancerAttributes' if balancer else 'TargetGroupAttributes'
        return {**found, key: [{'Key': one['Key'], 'Value': values.get(one['Key'])} for one in properties.get(key, [])],
                'SecurityGroups': found.get('SecurityGroups'), 'Subnets': [one['SubnetId'] for one in found.get('AvailabilityZones', [])]}
    return ask


def role(stack, name, properties):
    iam, number = stack.aws('iam'), stack.ids[name]
    attached = iam.list_attached_role_policies(RoleName=number)['AttachedPolicies']
    found = iam.get_role(RoleName=number)['Role']
    return {**found, 'ManagedPolicyArns': [one['PolicyArn'] for one in attached]}


def managed_policy(stack, name, properties):
    iam, arn = stack.aws('iam'), stack.ids[name]
    version = iam.get_policy(PolicyArn=arn)['Policy']['DefaultVersionId']
    return {'PolicyDocument': iam.get_policy_version(PolicyArn=arn, VersionId=version)['PolicyVersion']['Document']}


def profile(stack, name, properties):
    found = stack.aws('iam').get_instance_profile(InstanceProfileName=stack.ids[name])['InstanceProfile']
    return {'Roles': [one['RoleName'] for one in found['Roles']]}


def launch_template(stack, name, properties):
    return {'LaunchTemplateData': stack.launch_template(name)}


def scaling_policy(stack, name, properties):
    policies = stack.aws('autoscaling').describe_policies()['ScalingPolicies']
    found, = [one for one in policies if one['PolicyARN'] == stack.ids[name]]
    return found


def log_group(stack, name, properties):
    days, _ = stack.log_group(name)
    return {'RetentionInDays': days, 'LogGroupName': stack.ids[name]}


def bucket(stack, name, properties):
    s3, number = stack.aws('s3'), stack.ids[name]
    public = s3.get_public_access_block(Bucket=number)['PublicAccessBlockConfiguration'] if 'PublicAccessBlockConfiguration' in properties else {}
    rules = s3.get_bucket_encryption(Bucket=number)['ServerSideEncryptionConfiguration']['Rules'] if 'BucketEncryption' in properties else []
    return {'PublicAccessBlockConfiguration': public, 'VersioningConfiguration': {'Status': stack.versions(name)},
            'BucketEncryption': {'ServerSideEncryptionConfiguration': [
                {'ServerSideEncryptionByDefault': one['ApplyServerSideEncryptionByDefault']} for one in rules]},
            'Tags': sorted(s3.get_bucket_tagging(Bucket=number)['TagSet'], key=lambda tag: tag['Key'])
            if properties.get('Tags') and len(properties['Tags']) == 1 else []}


def bucket_policy(stack, name, properties):
    number = said(properties['Bucket'], stack.ids, {})
    return {'Bucket': number, 'PolicyDocument': json.loads(stack.aws('s3').get_bucket_policy(Bucket=number)['Policy'])}


def key(stack, name, properties):
    kms, number = stack.aws('kms'), stack.ids[name]
    return {**kms.describe_key(KeyId=number)['KeyMetadata'], 'EnableKeyRotation': kms.get_key_rotation_status(KeyId=number)['KeyRotationEnabled'],
            'KeyPolicy': json.loads(kms.get_key_policy(KeyId=number, PolicyName='default')['Policy'])}


def alias(stack, name, properties):
    return {'TargetKeyId': stack.alias(name)}


def parameter_group(cluster):
    def ask(stack, name, properties):
        rds, number = stack.aws('rds'), stack.ids[name]
        found = (rds.describe_db_cluster_parameters(DBClusterParameterGroupName=number) if cluster
                 else rds.describe_db_parameters(DBParameterGroupName=number))['Parameters']
        about = (rds.describe_db_cluster_parameter_groups(DBClusterParameterGroupName=number)['DBClusterParameterGroups'] if cluster
                 else rds.describe_db_parameter_groups(DBParameterGroupName=number)['DBParameterGroups'])[0]
        return {'Parameters': {one['ParameterName']: one['ParameterValue'] for one in found if 'ParameterValue' in one},
                'Family': about['DBParameterGroupFamily'], 'Description': about['Description']}
    return ask


def cluster(stack, name, properties):
    found = {**stack.cluster(name)}
    del found['StorageType']                        # moto knows one alone
    return {**found, 'EnableIAMDatabaseAuthentication': found['IAMDatabaseAuthenticationEnabled']}


def subnet_group(stack, name, properties):
    found = stack.aws('rds').describe_db_subnet_groups(DBSubnetGroupName=stack.ids[name])['DBSubnetGroups'][0]
    return {**found, 'SubnetIds': [one['SubnetIdentifier'] for one in found['Subnets']]}


def cache_subnet_group(stack, name, properties):
    found = stack.aws('elasticache').describe_cache_subnet_groups(CacheSubnetGroupName=stack.ids[name])['CacheSubnetGroups'][0]
    return {'SubnetIds': [one['SubnetIdentifier'] for one in found['Subnets']], 'Description': found['CacheSubnetGroupDescription']}


def cache(stack, name, properties):
    found = stack.cache(name)
    return {**found, 'ReplicationGroupDescription': found['Description'],
            'AutomaticFailoverEnabled': found['AutomaticFailover'] == 'enabled', 'MultiAZEnabled': found['MultiAZ'] == 'enabled'}


def task(stack, name, properties):
    def upper(value):
        if isinstance(value, dict):
            return {one[:1].upper() + one[1:]: upper(item) for one, item in value.items()}
        return [upper(item) for item in value] if isinstance(value, list) else value
    found = stack.task(name)
    return {one: value for one, value in upper(found).items() if one in ('Cpu', 'Memory', 'NetworkMode', 'ContainerDefinitions')}


def service(stack, name, properties):
    cluster = said(properties['Cluster'], stack.ids, {})
    if cluster is NOT_SAID:
        raise LookupError('of which cluster it is cannot be read off the template')
    found = stack.aws('ecs').describe_services(cluster=cluster, services=[stack.ids[name]])['services'][0]
    return {'LaunchType': found.get('launchType'), 'DesiredCount': found['desiredCount'],
            'LoadBalancers': [{'ContainerName': one['containerName'], 'ContainerPort': one['containerPort'], 'TargetGroupArn': one['targetGroupArn']}
                              for one in found['loadBalancers']]}


def cluster_settings(stack, name, properties):
    return {'ClusterSettings': [{'Name': one, 'Value': value} for one, value in stack.cluster_settings(name)]}


def firewall(stack, name, properties):
    title, number, scope = stack.ids[name].split('|')
    return {**stack.aws('wafv2').get_web_acl(Name=title, Id=number, Scope=scope)['WebACL'], 'Scope': scope}


def firewall_log(stack, name, properties):
    found = stack.aws('wafv2').get_logging_configuration(ResourceArn=stack.ids[name])['LoggingConfiguration']
    return {'RedactedFields': found['RedactedFields'], 'LogDestinationConfigs': found['LogDestinationConfigs']}


def access_control(stack, name, properties):
    found = stack.aws('cloudfront').get_origin_access_control(Id=stack.ids[name])['OriginAccessControl']
    return found


def delivery(stack, name, properties):
    config = stack.delivery(name)
    return {'DistributionConfig': {**config, 'Origins': config['Origins'].get('Items', []), 'Aliases': config['Aliases'].get('Items', [])}}


def plan(stack, name, properties):
    found = stack.aws('backup').get_backup_plan(BackupPlanId=stack.ids[name])['BackupPlan']
    rules = [{**one, 'TargetBackupVault': one['TargetBackupVaultName']} for one in found['Rules']]
    return {'BackupPlan': {'BackupPlanName': found['BackupPlanName'], 'BackupPlanRule': rules}}


def trail(stack, name, properties):
    found = stack.aws('cloudtrail').describe_trails(trailNameList=[stack.ids[name]])['trailList'][0]
    return {**found, 'EnableLogFileValidation': found['LogFileValidationEnabled'],
            'IsLogging': stack.aws('cloudtrail').get_trail_status(Name=found['TrailARN'])['IsLogging']}


def topic(stack, name, properties):
    found = stack.aws('sns').get_topic_attributes(TopicArn=stack.ids[name])['Attributes']
    return {one: found[one] for one in ('KmsMasterKeyId', 'DisplayName') if one in found}


def topic_policy(stack, name, properties):
    found = stack.aws('sns').get_topic_attributes(TopicArn=said(properties['Topics'][0], stack.ids, {}))['Attributes']
    return {'PolicyDocument': json.loads(found['Policy'])}


def subscription(stack, name, properties):
    return stack.aws('sns').get_subscription_attributes(SubscriptionArn=stack.ids[name])['Attributes']


def health_check(stack, name, properties):
    found = stack.aws('route53').get_health_check(HealthCheckId=stack.ids[name])['HealthCheck']['HealthCheckConfig']
    return {'HealthCheckConfig': {one: found[one] for one in found if one not in ('MeasureLatency', 'EnableSNI')}}     # which moto forgets


def secret(stack, name, properties):
    found = stack.aws('secretsmanager').describe_secret(SecretId=stack.ids[name])
    length = properties.get('GenerateSecretString', {}).get('PasswordLength')
    text = json.loads(stack.aws('secretsmanager').get_secret_value(SecretId=stack.ids[name])['SecretString'])
    return {**found, 'GenerateSecretString': {'PasswordLength': len(text['password'])} if length else {}}


def secret_target(stack, name, properties):
    """The secret says where its database is."""
    text = json.loads(stack.aws('secretsmanager').get_secret_value(SecretId=stack.ids[name])['SecretString'])
    return {'SecretId': stack.ids[name] if 'host' in text else None}


def nat_gateway(stack, name, properties):
    """A reference to an address gives the address itself."""
    found = stack.nat_gateway(name)
    return {**found, 'AllocationId': found['NatGatewayAddresses'][0]['PublicIp']}


def alarm(stack, name, properties):
    return stack.aws('cloudwatch').describe_alarms(AlarmNames=[stack.ids[name]])['MetricAlarms'][0]


def scalable_target(stack, name, properties):
    found = stack.aws('application-autoscaling').describe_scalable_targets(ServiceNamespace='ecs')['ScalableTargets']
    return [one for one in found if same(one['MinCapacity'], properties['MinCapacity']) and same(one['MaxCapacity'], properties['MaxCapacity'])][0]


def address(stack, name, properties):
    found = stack.aws('ec2').describe_addresses(PublicIps=[stack.ids[name]])['Addresses'][0]
    return {one: found[one] for one in found if one != 'InstanceId'}        # which moto's own type does not read


def network_block(stack, name, properties):
    vpc = said(properties['VpcId'], stack.ids, {})
    found = stack.aws('ec2').describe_vpcs(VpcIds=[vpc])['Vpcs'][0]
    blocks = [one['CidrBlock'] for one in found['CidrBlockAssociationSet']]
    return {'VpcId': vpc, 'AmazonProvidedIpv6CidrBlock': bool(found.get('Ipv6CidrBlockAssociationSet')),
            'CidrBlock': properties.get('CidrBlock') if properties.get('CidrBlock') in blocks else blocks}


def proxy_targets(stack, name, properties):
    proxy = said(properties['DBProxyName'], stack.ids, {})
    ids = [one['RdsResourceId'] for one in stack.aws('rds').describe_db_proxy_targets(DBProxyName=proxy)['Targets']]
    return {'DBProxyName': proxy, 'DBInstanceIdentifiers': ids, 'DBClusterIdentifiers': ids}


def record(stack, name, properties):
    zone, title = (said(properties[key], stack.ids, stack.parameters) for key in ('HostedZoneId', 'Name'))
    found = stack.aws('route53').list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']
    one = [one for one in found if one['Type'] == properties['Type'] and one.get('SetIdentifier') == properties.get('SetIdentifier')
           and (title is NOT_SAID or same(one['Name'].rstrip('.'), title))][0]
    return {**one, 'Name': one['Name'].rstrip('.')}


def balancer_firewall(stack, name, properties):
    arn = said(properties['ResourceArn'], stack.ids, {})
    return {'ResourceArn': arn if stack.aws('wafv2').get_web_acl_for_resource(ResourceArn=arn)['WebACL'] else None}


def certificates(stack, name, properties):
    listener = said(properties['ListenerArn'], stack.ids, {})
    found = stack.aws('elbv2').describe_listener_certificates(ListenerArn=listener)['Certificates']
    return {'ListenerArn': listener, 'Certificates': [{'CertificateArn': one['CertificateArn']} for one in found if not one.get('IsDefault')]}


def task_scaling(stack, name, properties):
    found = stack.aws('application-autoscaling').describe_scaling_policies(ServiceNamespace='ecs')['ScalingPolicies']
    return [one for one in found if one['PolicyARN'] == stack.ids[name]][0]


def queue(stack, name, properties):
    found = stack.aws('sqs').get_queue_attributes(QueueUrl=stack.ids[name], AttributeNames=['All'])['Attributes']
    return {**found, 'RedrivePolicy': json.loads(found.get('RedrivePolicy', '{}'))}


def queue_policy(stack, name, properties):
    url = said(properties['Queues'][0], stack.ids, {})
    return {'PolicyDocument': json.loads(stack.aws('sqs').get_queue_attributes(QueueUrl=url, AttributeNames=['Policy'])['Attributes']['Policy'])}


ANSWERS = {
    'AWS::SQS::Queue': queue,
    'AWS::SQS::QueuePolicy': queue_policy,
    'AWS::EC2::EIP': address,
    'AWS::EC2::InternetGateway': first('ec2', 'describe_internet_gateways', 'InternetGatewayIds', 'InternetGateways'),
    'AWS::EC2::EgressOnlyInternetGateway': first('ec2', 'describe_egress_only_internet_gateways', 'EgressOnlyInternetGatewayIds',
                                                 'EgressOnlyInternetGateways'),
    'AWS::EC2::VPCCidrBlock': network_block,
    'AWS::RDS::DBProxyTargetGroup': proxy_targets,
    'AWS::Route53::RecordSet': record,
    'AWS::WAFv2::WebACLAssociation': balancer_firewall,
    'AWS::WAFv2::LoggingConfiguration': firewall_log,
    'AWS::ElasticLoadBalancingV2::ListenerCertificate': certificates,
    'AWS::ApplicationAutoScaling::ScalingPolicy': task_scaling,
    'AWS::Backup::BackupVault': first('backup', 'describe_backup_vault', 'BackupVaultName', '', many=False),
    'AWS::SNS::TopicPolicy': topic_policy,
    'AWS::CloudWatch::Dashboard': first('cloudwatch', 'get_dashboard', 'DashboardName', '', many=False),
    'AWS::EC2::VPC': first('ec2', 'describe_vpcs', 'VpcIds', 'Vpcs'),
    'AWS::EC2::Subnet': first('ec2', 'describe_subnets', 'SubnetIds', 'Subnets'),
    'AWS::EC2::SubnetRouteTableAssociation': association,
    'AWS::EC2::RouteTable': first('ec2', 'describe_route_tables', 'RouteTableIds', 'RouteTables'),
    'AWS::EC2::Route': route,
    'AWS::EC2::VPCGatewayAttachment': attachment,
    'AWS::EC2::NatGateway': nat_gateway,
    'AWS::EC2::FlowLog': first('ec2', 'describe_flow_logs', 'FlowLogIds', 'FlowLogs'),
    'AWS::EC2::VPCEndpoint': first('ec2', 'describe_vpc_endpoints', 'VpcEndpointIds', 'VpcEndpoints'),
    'AWS::EC2::SecurityGroup': group,
    'AWS::EC2::SecurityGroupIngress': group_rule('IpPermissions', 'SourceSecurityGroupId'),
    'AWS::EC2::SecurityGroupEgress': group_rule('IpPermissionsEgress', 'DestinationSecurityGroupId'),
    'AWS::EC2::LaunchTemplate': launch_template,
    'AWS::EC2::Instance': lambda stack, name, properties: stack.instance(name),
    'AWS::AutoScaling::AutoScalingGroup': renamed(lambda stack, name, properties: stack.group(name), Cooldown='DefaultCooldown'),
    'AWS::AutoScaling::ScalingPolicy': scaling_policy,
    'AWS::ElasticLoadBalancingV2::LoadBalancer': attributes(True),
    'AWS::ElasticLoadBalancingV2::TargetGroup': attributes(False),
    'AWS::ElasticLoadBalancingV2::Listener': lambda stack, name, properties: stack.listener(name),
    'AWS::ElasticLoadBalancingV2::ListenerRule': first('elbv2', 'describe_rules', 'RuleArns', 'Rules'),
    'AWS::IAM::Role': role,
    'AWS::IAM::ManagedPolicy': managed_policy,
    'AWS::IAM::InstanceProfile': profile,
    'AWS::CloudWatch::Alarm': alarm,
    'AWS::Logs::LogGroup': log_group,
    'AWS::SecretsManager::Secret': secret,
    'AWS::SecretsManager::SecretTargetAttachment': secret_target,
    'AWS::S3::Bucket': bucket,
    'AWS::S3::BucketPolicy': bucket_policy,
    'AWS::KMS::Key': key,
    'AWS::KMS::Alias': alias,
    'AWS::RDS::DBInstance': lambda stack, name, properties: stack.database(name),
    'AWS::RDS::DBCluster': cluster,
    'AWS::RDS::DBSubnetGroup': subnet_group,
    'AWS::RDS::DBParameterGroup': parameter_group(False),
    'AWS::RDS::DBClusterParameterGroup': parameter_group(True),
    'AWS::RDS::DBProxy': first('rds', 'describe_db_proxies', 'DBProxyName', 'DBProxies', many=False),
    'AWS::ElastiCache::ReplicationGroup': cache,
    'AWS::ElastiCache::SubnetGroup': cache_subnet_group,
    'AWS::ECS::Cluster': cluster_settings,
    'AWS::ECS::Service': service,
    'AWS::ECS::TaskDefinition': task,
    'AWS::ApplicationAutoScaling::ScalableTarget': scalable_target,
    'AWS::WAFv2::WebACL': firewall,
    'AWS::CloudFront::Distribution': delivery,
    'AWS::CloudFront::OriginAccessControl': access_control,
    'AWS::Backup::BackupPlan': plan,
    'AWS::CloudTrail::Trail': trail,
    'AWS::SNS::Topic': topic,
    'AWS::SNS::Subscription': subscription,
    'AWS::Route53::HealthCheck': health_check,
}


# Types that samples or examples make and of which the emulator's services tell nothing, and why.
NOT_ASKED = {
    'AWS::Backup::BackupSelection': 'moto 5.2.1 has no CreateBackupSelection, and so nothing that could tell of one',
    'AWS::ElastiCache::ParameterGroup': 'moto 5.2.1 has no CreateCacheParameterGroup',
}


def compared(stack, template, parameters):
    """{logical ID: [(path, wanted, found)]} of each resource whose type is asked about; an exception instead, where asking failed."""
    found = {}
    stack.parameters = parameters
    for name, resource in template['Resources'].items():
        ask = ANSWERS.get(resource['Type'])
        if not ask:
            continue
        properties = resource.get('Properties', {})
        try:
            found[name] = list(leaves(said(properties, stack.ids, parameters), ask(stack, name, properties)))
        except Exception as problem:                # what is not there cannot be asked
            found[name] = problem
    return found


def wrong(found):
    """What is not as the template says, a line for each."""
    lines = []
    for name, answer in found.items():
        if isinstance(answer, Exception):
            lines.append(f'{name}: {type(answer).__name__}: {answer}')
        else:
            lines += [f'{name}.{path}: {wanted}, and the service says {other}' for path, wanted, other in answer if not same(wanted, other)]
    return lines


# ------------------------------------------------------------- that it can fail

def altered(value):
    """Another value of the kind."""
    if isinstance(value, bool) or str(value).lower() in ('true', 'false'):
        return str(value).lower() != 'true'
    try:
        return int(value) + 1
    except (TypeError, ValueError):
        return [*value, 'other'] if isinstance(value, list) else f'{value}-other'


def changed(template, name, path):
    """The resource with the plain value at the path altered; None where the path goes through what CloudFormation works out."""
    properties = json.loads(json.dumps(template['Resources'][name]['Properties']))
    keys, holder = path.split('/'), properties
    try:
        for key in keys[:-1]:
            holder = holder[int(key) if isinstance(holder, list) else key]
        last = int(keys[-1]) if isinstance(holder, list) else keys[-1]
        if isinstance(holder[last], dict):
            return None
        holder[last] = altered(holder[last])
    except (KeyError, IndexError, ValueError):      # a key that holds a '/'
        return None
    return {**template['Resources'][name], 'Properties': properties}


def unnoticed(stack, template, parameters):
    """(how many values were altered in what is expected, those whose alteration nothing told of)."""
    tried, silent = 0, []
    for name, answer in compared(stack, template, parameters).items():
        for path, wanted, _ in answer:
            resource = changed(template, name, path)
            if resource is None:
                continue
            tried += 1
            found = compared(stack, {'Resources': {name: resource}}, parameters)
            if not wrong(found) and len(found[name]) == len(answer):
                silent.append(f'{name}.{path}: {wanted}')
    return tried, silent
