"""An emulator of AWS that deploys templates: moto, with what it lacks.

moto answers the APIs of EC2, Elastic Load Balancing, Auto Scaling, RDS and the
like from memory, and its CloudFormation makes resources in them. But it skips
the types that it does not know, without an error, and leaves out properties of
some that it knows. This program adds the types and properties that the
project's samples use, each through moto's own API of the service, so that what
is asked of the API afterwards is what the template said. A type that is still
unknown fails the deployment.

    python3 emulator.py         prints its port, serves 127.0.0.1 alone,
                                ends when its standard input ends

Everything is in memory and in the region us-east-1, where moto's
availability zones are what Fn::GetAZs gives.
"""
import functools
import json
import os
import re
import sys
import threading

REGION = 'us-east-1'
LONGEST_LIFE = 900      # seconds; then it ends whoever waits

os.environ.update(
    AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_DEFAULT_REGION=REGION,
    AWS_EC2_METADATA_DISABLED='true',
    MOTO_IAM_LOAD_MANAGED_POLICIES='true')      # so that AWS's own policies can be attached
for name in ('AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_ENDPOINT_URL', 'http_proxy', 'https_proxy', 'HTTP_PROXY',
             'HTTPS_PROXY'):
    os.environ.pop(name, None)

import boto3                                                            # noqa: E402
from emulator_around import around                                     # noqa: E402
from werkzeug.serving import make_server                                # noqa: E402
import moto.cloudformation.parsing as parsing                           # noqa: E402
from moto.autoscaling.models import FakeAutoScalingGroup                # noqa: E402
from moto.core import DEFAULT_ACCOUNT_ID                                # noqa: E402
from moto.core.common_models import CloudFormationModel                 # noqa: E402
from moto.ec2.models.security_groups import SecurityGroup               # noqa: E402
from moto.ec2.models.subnets import SubnetRouteTableAssociation         # noqa: E402
from moto.ec2.models.vpcs import VPC                                    # noqa: E402
from moto.elbv2.models import FakeLoadBalancer, FakeTargetGroup         # noqa: E402
from moto.iam.models import Role                                        # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app   # noqa: E402
from moto.rds.models import DBParameterGroup, DBSubnetGroup, rds_backends       # noqa: E402

BALANCER_ZONE = 'Z35SXDOTRQ7X7K'    # of load balancers' names in us-east-1
PORT = None             # known once the server listens


@functools.lru_cache(maxsize=None)
def api(service):
    """A client of this very emulator."""
    return boto3.client(service, region_name=REGION, endpoint_url=f'http://127.0.0.1:{PORT}')


# ------------------------------------------------------- types that moto lacks

def add_type(cfn_type, create, reference, **attributes):
    """Makes CloudFormation know a type.

    create(properties, name) calls the service's API and returns its answer;
    reference(resource) is what Ref gives, attributes what Fn::GetAtt gives,
    from resource.properties and resource.answer.
    """
    def create_from(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        self = cls.__new__(cls)
        self.properties = cloudformation_json.get('Properties', {})
        self.answer = create(self.properties, resource_name)
        self.physical_resource_id = reference(self)
        return self

    def get_attribute(self, name):
        if name not in attributes:
            raise parsing.UnformattedGetAttTemplateException()
        return attributes[name](self)

    type(cfn_type.replace('::', ''), (CloudFormationModel,), {
        'cloudformation_name_type': staticmethod(lambda: ''),
        'cloudformation_type': staticmethod(lambda: cfn_type),
        'has_cfn_attr': classmethod(lambda cls, name: name in attributes),
        'create_from_cloudformation_json': classmethod(create_from),
        'get_cfn_attribute': get_attribute,
        'is_created': lambda self: True,
        'delete': lambda self, *ignored: None,
    })


def numbers(properties, *keys):
    """CloudFormation takes numbers as text; the APIs do not."""
    return {key: int(value) if key in keys else value for key, value in properties.items()}


def permission(rule):
    """A rule of a template as the EC2 API wants it."""
    answer = {'IpProtocol': str(rule['IpProtocol'])}
    if 'FromPort' in rule:
        answer.update(FromPort=int(rule['FromPort']), ToPort=int(rule['ToPort']))
    note = {'Description': rule['Description']} if 'Description' in rule else {}
    if 'CidrIp' in rule:
        answer['IpRanges'] = [{'CidrIp': rule['CidrIp'], **note}]
    if 'CidrIpv6' in rule:
        answer['Ipv6Ranges'] = [{'CidrIpv6': rule['CidrIpv6'], **note}]
    for peer in ('SourceSecurityGroupId', 'DestinationSecurityGroupId'):
        if peer in rule:
            answer['UserIdGroupPairs'] = [{'GroupId': rule[peer], **note}]
    return answer


lost_default = set()        # groups whose allow-all egress rule is gone


def add_egress(group, rules):
    """The first rule that a template gives takes the place of the allow-all rule."""
    if group not in lost_default:
        lost_default.add(group)
        api('ec2').revoke_security_group_egress(
            GroupId=group, IpPermissions=[{'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
    return api('ec2').authorize_security_group_egress(
        GroupId=group, IpPermissions=[permission(rule) for rule in rules])


def create_secret(properties, name):
    generate = properties.get('GenerateSecretString')
    if generate:
        password = api('secretsmanager').get_random_password(
            PasswordLength=int(generate.get('PasswordLength', 32)),
            ExcludeCharacters=generate.get('ExcludeCharacters', ''))['RandomPassword']
        text = json.dumps({**json.loads(generate['SecretStringTemplate']), generate['GenerateStringKey']: password})
    else:
        text = properties.get('SecretString', '{}')
    return api('secretsmanager').create_secret(
        Name=properties.get('Name', name), SecretString=text, Description=properties.get('Description', ''))


def attach_secret(properties, name):
    """What the attachment writes into the secret: where the database is."""
    rds, secrets, target = api('rds'), api('secretsmanager'), properties['TargetId']
    if properties['TargetType'] == 'AWS::RDS::DBCluster':
        database = rds.describe_db_clusters(DBClusterIdentifier=target)['DBClusters'][0]
        host, port = database['Endpoint'], database['Port']
    else:
        database = rds.describe_db_instances(DBInstanceIdentifier=target)['DBInstances'][0]
        host, port = database['Endpoint']['Address'], database['Endpoint']['Port']
    value = json.loads(secrets.get_secret_value(SecretId=properties['SecretId'])['SecretString'])
    value.update(engine=database['Engine'], host=host, port=port)
    secrets.put_secret_value(SecretId=properties['SecretId'], SecretString=json.dumps(value))


def create_alarm(properties, name):
    alarm = numbers(properties, 'Period', 'EvaluationPeriods', 'DatapointsToAlarm')
    alarm['Threshold'] = float(alarm['Threshold'])
    alarm.setdefault('AlarmName', name)
    api('cloudwatch').put_metric_alarm(**alarm)
    return alarm


def create_scaling_policy(properties, name):
    scaling = api('autoscaling')
    scaling.put_scaling_policy(PolicyName=name, **properties)
    return scaling.describe_policies(PolicyNames=[name])['ScalingPolicies'][0]


def create_database(properties, name):
    names = {'VPCSecurityGroups': 'VpcSecurityGroupIds'}
    unknown_to_api = ('DeleteAutomatedBackups',)
    database = {names.get(key, key): value for key, value in properties.items() if key not in unknown_to_api}
    database.setdefault('DBInstanceIdentifier', name.lower())
    database = numbers(database, 'Port', 'AllocatedStorage', 'MaxAllocatedStorage', 'BackupRetentionPeriod',
                       'MonitoringInterval', 'Iops')
    create = api('rds').create_db_instance_read_replica if 'SourceDBInstanceIdentifier' in database else api('rds').create_db_instance
    answer = create(**database)['DBInstance']
    if 'MonitoringRoleArn' in database:         # moto's API takes it and forgets it
        instance = rds_backends[DEFAULT_ACCOUNT_ID][REGION].databases[answer['DBInstanceIdentifier']]
        instance.monitoring_role_arn = database['MonitoringRoleArn']
        instance.monitoring_interval = database['MonitoringInterval']
    return answer


def run_instance(properties, name):
    """From its launch template, which moto's own type does not read."""
    template = properties['LaunchTemplate']
    data = api('ec2').describe_launch_template_versions(
        LaunchTemplateId=template['LaunchTemplateId'], Versions=[template['Version']])['LaunchTemplateVersions'][0]['LaunchTemplateData']
    return api('ec2').run_instances(
        MinCount=1, MaxCount=1, SubnetId=properties['SubnetId'], ImageId=data['ImageId'], InstanceType=data['InstanceType'],
        SecurityGroupIds=data['SecurityGroupIds'], IamInstanceProfile=data['IamInstanceProfile'], MetadataOptions=data['MetadataOptions'],
        TagSpecifications=[{'ResourceType': 'instance', 'Tags': properties.get('Tags', [])}])['Instances'][0]


def add_types():
    add_type('AWS::EC2::Instance', run_instance, lambda resource: resource.answer['InstanceId'])
    add_type('AWS::EC2::SecurityGroupEgress',
             lambda properties, name: add_egress(properties['GroupId'], [properties]),
             lambda resource: resource.answer['SecurityGroupRules'][0]['SecurityGroupRuleId'])
    add_type('AWS::SecretsManager::Secret', create_secret,
             lambda resource: resource.answer['ARN'], Id=lambda resource: resource.answer['ARN'])
    add_type('AWS::SecretsManager::SecretTargetAttachment', attach_secret,
             lambda resource: resource.properties['SecretId'])
    add_type('AWS::CloudWatch::Alarm', create_alarm, lambda resource: resource.answer['AlarmName'])
    add_type('AWS::AutoScaling::ScalingPolicy', create_scaling_policy, lambda resource: resource.answer['PolicyARN'])
    add_type('AWS::S3::BucketPolicy',
             lambda properties, name: api('s3').put_bucket_policy(
                 Bucket=properties['Bucket'], Policy=json.dumps(properties['PolicyDocument'])),
             lambda resource: resource.properties['Bucket'])
    add_type('AWS::RDS::DBInstance', create_database,
             lambda resource: resource.answer['DBInstanceIdentifier'],
             DBInstanceArn=lambda resource: resource.answer['DBInstanceArn'],
             **{'Endpoint.Address': lambda resource: resource.answer['Endpoint']['Address'],
                'Endpoint.Port': lambda resource: str(resource.answer['Endpoint']['Port']),
                'MasterUserSecret.SecretArn': lambda resource: resource.answer['MasterUserSecret']['SecretArn']})
    for cfn_type, create, reference, attributes in around(api):
        add_type(cfn_type, create, reference, **attributes)


# ------------------------------------------------- properties that moto ignores

def after_creation(model, complete):
    """Calls complete(resource, properties) once moto has made a resource."""
    create = model.create_from_cloudformation_json.__func__

    def create_from(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        resource = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        complete(resource, cloudformation_json.get('Properties', {}))
        return resource

    model.create_from_cloudformation_json = classmethod(create_from)


def complete_vpc(vpc, properties):
    for key in ('EnableDnsSupport', 'EnableDnsHostnames'):
        if key in properties:
            api('ec2').modify_vpc_attribute(
                VpcId=vpc.id, **{key: {'Value': str(properties[key]).lower() == 'true'}})


def complete_security_group(group, properties):
    if properties.get('SecurityGroupEgress'):
        add_egress(group.id, properties['SecurityGroupEgress'])


def complete_target_group(group, properties):
    if properties.get('TargetGroupAttributes'):
        api('elbv2').modify_target_group_attributes(
            TargetGroupArn=group.arn, Attributes=properties['TargetGroupAttributes'])


def complete_load_balancer(balancer, properties):
    if properties.get('LoadBalancerAttributes'):
        api('elbv2').modify_load_balancer_attributes(
            LoadBalancerArn=balancer.arn, Attributes=properties['LoadBalancerAttributes'])


def complete_role(role, properties):
    for policy in properties.get('ManagedPolicyArns', []):
        api('iam').attach_role_policy(RoleName=role.name, PolicyArn=policy)


def complete_group(group, properties):
    for collection in properties.get('MetricsCollection', []):
        api('autoscaling').enable_metrics_collection(AutoScalingGroupName=group.name, **collection)


balancer_attribute = FakeLoadBalancer.get_cfn_attribute


def more_balancer_attributes(balancer, name):
    more = {'CanonicalHostedZoneID': BALANCER_ZONE, 'LoadBalancerFullName': balancer.arn.partition('loadbalancer/')[2]}
    return more[name] if name in more else balancer_attribute(balancer, name)


def more_target_group_attributes(group, name):
    if name != 'TargetGroupFullName':
        raise parsing.UnformattedGetAttTemplateException()
    return group.arn.rpartition(':')[2]


def associate(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    """moto notes the association and does nothing."""
    properties = cloudformation_json['Properties']
    api('ec2').associate_route_table(RouteTableId=properties['RouteTableId'], SubnetId=properties['SubnetId'])
    return cls(properties['RouteTableId'], properties['SubnetId'])


def complete_types():
    after_creation(VPC, complete_vpc)
    after_creation(SecurityGroup, complete_security_group)
    after_creation(FakeTargetGroup, complete_target_group)
    after_creation(FakeLoadBalancer, complete_load_balancer)
    after_creation(Role, complete_role)
    after_creation(FakeAutoScalingGroup, complete_group)
    SubnetRouteTableAssociation.create_from_cloudformation_json = classmethod(associate)
    FakeLoadBalancer.get_cfn_attribute = more_balancer_attributes
    FakeTargetGroup.get_cfn_attribute = more_target_group_attributes
    DBParameterGroup.physical_resource_id = property(lambda self: self.name)
    DBSubnetGroup.physical_resource_id = property(lambda self: self.name)


# ------------------------------------------------------------------ intrinsics

clean_json = parsing.clean_json


def substitute(argument, resources):
    """Fn::Sub; moto's own stops at the second dot of ${Db.Endpoint.Address}."""
    text, variables = argument if isinstance(argument, list) else (argument, {})

    def value(match):
        name = match.group(1)
        if name.startswith('!'):
            return '${' + name[1:] + '}'
        if name in variables:
            return str(parsing.clean_json(variables[name], resources))
        resource, dot, attribute = name.partition('.')
        if dot:
            return str(parsing.clean_json({'Fn::GetAtt': [resource, attribute]}, resources))
        return str(parsing.clean_json({'Ref': name}, resources))

    return re.sub(r'\$\{([^}]*)\}', value, text)


def clean(node, resources):
    if isinstance(node, dict) and set(node) == {'Fn::Sub'}:
        return substitute(node['Fn::Sub'], resources)
    if isinstance(node, list):      # moto keeps AWS::NoValue as an element
        return [value for value in (parsing.clean_json(item, resources) for item in node) if value is not None]
    return clean_json(node, resources)


def secret_text(match):
    arn, _, key = match.group(1).rpartition(':SecretString:')
    return json.loads(api('secretsmanager').get_secret_value(SecretId=arn)['SecretString'])[key]


def parameter_text(match):
    return api('ssm').get_parameter(Name=match.group(1))['Parameter']['Value']


def resolve(node):
    """Dynamic references, which moto leaves as they are."""
    if isinstance(node, dict):
        return {key: resolve(value) for key, value in node.items()}
    if isinstance(node, list):
        return [resolve(value) for value in node]
    if isinstance(node, str) and '{{resolve:' in node:
        node = re.sub(r'\{\{resolve:secretsmanager:(.+?)\}\}', secret_text, node)
        return re.sub(r'\{\{resolve:ssm:(.+?)\}\}', parameter_text, node)
    return node


parse_resource = parsing.parse_resource


def parse_and_resolve(resource, resources):
    parsed = parse_resource(resource, resources)
    if not parsed:
        raise parsing.ValidationError(f"the emulator does not know {resource['Type']}")
    return parsed[0], resolve(parsed[1]), parsed[2]


def complete_parsing():
    parsing.DEFAULT_REGION = REGION
    parsing.clean_json = clean
    parsing.parse_resource = parse_and_resolve
    for cached in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
        cached.cache_clear()


# ---------------------------------------------------------------------- server

def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


def end_in_time():
    os._exit(3)


def main():
    global PORT
    server = make_server('127.0.0.1', 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    PORT = server.server_port
    os.environ['MOTO_PORT'] = str(PORT)
    add_types()
    complete_types()
    complete_parsing()
    threading.Thread(target=end_with_input, daemon=True).start()
    life = threading.Timer(LONGEST_LIFE, end_in_time)
    life.daemon = True
    life.start()
    print(PORT, flush=True)
    server.serve_forever()


if __name__ == '__main__':
    main()
