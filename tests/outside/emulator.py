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

Everything is in memory. A stack's resources stand in the region that it was
asked for.
"""
import functools
import itertools
import json
import os
import re
import sys
import threading
import traceback

REGION = 'us-east-1'
LONGEST_LIFE = 3600     # seconds; then it ends whoever waits

os.environ.update(
    AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_DEFAULT_REGION=REGION,
    AWS_EC2_METADATA_DISABLED='true',
    MOTO_IAM_LOAD_MANAGED_POLICIES='true')      # so that AWS's own policies can be attached
for name in ('AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_ENDPOINT_URL', 'http_proxy', 'https_proxy', 'HTTP_PROXY',
             'HTTPS_PROXY'):
    os.environ.pop(name, None)

from flask import got_request_exception                                 # noqa: E402
import boto3                                                            # noqa: E402
from emulator_around import around                                     # noqa: E402
from emulator_ignored import complete_types                             # noqa: E402
from emulator_network import add_egress, cidr, network                  # noqa: E402
from werkzeug.serving import make_server                                # noqa: E402
import moto.cloudformation.parsing as parsing                           # noqa: E402
from moto.core import DEFAULT_ACCOUNT_ID                                # noqa: E402
from moto.core.common_models import CloudFormationModel                 # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app   # noqa: E402
from moto.ec2.models.amis import AmiBackend                             # noqa: E402
from moto.rds.models import rds_backends                              # noqa: E402

PORT = None             # known once the server listens


here = threading.local()            # .region: of the stack whose resource this thread makes


@functools.lru_cache(maxsize=None)
def client(service, region):
    return boto3.client(service, region_name=region, endpoint_url=f'http://127.0.0.1:{PORT}')


def fit(value, shape):
    """Truths and numbers that a parameter gives are texts, which CloudFormation takes and the APIs do not."""
    if shape.type_name == 'structure' and isinstance(value, dict):
        return {key: fit(item, shape.members[key]) if key in shape.members else item for key, item in value.items()}
    if shape.type_name == 'list' and isinstance(value, list):
        return [fit(item, shape.member) for item in value]
    if shape.type_name == 'boolean' and isinstance(value, str):
        return value.lower() == 'true'
    if shape.type_name in ('integer', 'long') and isinstance(value, str) and value.lstrip('-').isdigit():
        return int(value)
    return value


class Api:
    """A service of this very emulator, in the region of the stack that asks."""

    def __init__(self, service):
        self.service = service

    def __getattr__(self, call):
        made = client(self.service, here.region)
        name = made.meta.method_to_api_mapping[call]
        shape = made.meta.service_model.operation_model(name).input_shape
        return lambda **arguments: getattr(made, call)(**fit(arguments, shape) if shape else arguments)


api = functools.lru_cache(maxsize=None)(Api)


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
        instance = rds_backends[DEFAULT_ACCOUNT_ID][here.region].databases[answer['DBInstanceIdentifier']]
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
             lambda properties, name: add_egress(api, properties['GroupId'], [properties]),
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
    for cfn_type, create, reference, attributes in itertools.chain(network(api), around(api)):
        add_type(cfn_type, create, reference, **attributes)


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


def zones(argument, resources):
    """Fn::GetAZs; moto's own gives every region four zones, a to d."""
    region = parsing.clean_json(argument, resources) or resources['AWS::Region']
    found = client('ec2', region).describe_availability_zones()['AvailabilityZones']
    return sorted(zone['ZoneName'] for zone in found)


INTRINSICS = {
    'Fn::Sub': substitute,
    'Fn::GetAZs': zones,
    'Fn::Cidr': lambda arguments, resources: cidr(*parsing.clean_json(arguments, resources)),
}


def clean(node, resources):
    if isinstance(node, dict) and len(node) == 1:
        (name, argument), = node.items()
        if name in INTRINSICS:
            return INTRINSICS[name](argument, resources)
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
    here.region = resources['AWS::Region']
    parsed = parse_resource(resource, resources)
    if not parsed:
        raise parsing.ValidationError(f"the emulator does not know {resource['Type']}")
    return parsed[0], resolve(parsed[1]), parsed[2]


def complete_parsing():
    parsing.clean_json = clean
    parsing.parse_resource = parse_and_resolve
    for cached in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
        cached.cache_clear()


# ---------------------------------------------------------------------- images

def remember_images():
    """moto makes more than a thousand images anew in each region at each reset, which takes longer than most stacks."""
    made, load = {}, AmiBackend._load_amis

    def load_once(self):
        if self.region_name not in made:
            load(self)
            made[self.region_name] = dict(self.amis), dict(self.snapshots)
        images, snapshots = made[self.region_name]
        self.amis.update(images)
        self.snapshots.update(snapshots)

    AmiBackend._load_amis = load_once


# ---------------------------------------------------------------------- server

def tell(app, exception, **more):
    """The answer is no more than "500"; what it was goes to the log."""
    traceback.print_exception(exception, file=sys.stderr)


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
    complete_types(api)
    complete_parsing()
    remember_images()
    got_request_exception.connect(tell)
    threading.Thread(target=end_with_input, daemon=True).start()
    life = threading.Timer(LONGEST_LIFE, end_in_time)
    life.daemon = True
    life.start()
    print(PORT, flush=True)
    server.serve_forever()


if __name__ == '__main__':
    main()
