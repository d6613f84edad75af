"""Properties and attributes of which moto's CloudFormation makes nothing, although it
knows their types.

complete_types(api) has them set once moto has made a resource, through moto's
own API of the service.
"""
import argparse
import functools

import moto.cloudformation.parsing as parsing
from moto.autoscaling.models import FakeAutoScalingGroup
from moto.ec2.models.internet_gateways import InternetGateway
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.security_groups import SecurityGroup
from moto.ec2.models.subnets import SubnetRouteTableAssociation
from moto.ec2.models.vpcs import VPC
from moto.elbv2.models import FakeTargetGroup
from moto.iam.models import IAMBackend, Role
from moto.logs.models import LogGroup
from moto.rds.models import DBParameterGroup, DBSubnetGroup
from moto.s3.models import FakeBucket

from emulator_network import add_egress


def vpc(api, made, properties):
    for key in ('EnableDnsSupport', 'EnableDnsHostnames'):
        if key in properties:
            api('ec2').modify_vpc_attribute(VpcId=made.id, **{key: {'Value': str(properties[key]).lower() == 'true'}})


def security_group(api, made, properties):
    if properties.get('SecurityGroupEgress'):
        add_egress(api, made.id, properties['SecurityGroupEgress'])


def tagged(api, made, properties):
    if properties.get('Tags'):
        api('ec2').create_tags(Resources=[made.id], Tags=properties['Tags'])


def target_group(api, made, properties):
    if properties.get('TargetGroupAttributes'):
        api('elbv2').modify_target_group_attributes(TargetGroupArn=made.arn, Attributes=properties['TargetGroupAttributes'])


def role(api, made, properties):
    for policy in properties.get('ManagedPolicyArns', []):
        api('iam').attach_role_policy(RoleName=made.name, PolicyArn=policy)


def group(api, made, properties):
    for collection in properties.get('MetricsCollection', []):
        api('autoscaling').enable_metrics_collection(AutoScalingGroupName=made.name, **collection)


def log_group(api, made, properties):
    made.kms_key_id = properties.get('KmsKeyId')        # its API has no AssociateKmsKey


def lifecycle_rule(given):
    """CloudFormation's spelling of a rule, in that of the S3 API."""
    rule = {'ID': given['Id'], 'Status': given['Status'], 'Filter': {'Prefix': ''}}
    if 'ExpirationInDays' in given:
        rule['Expiration'] = {'Days': int(given['ExpirationInDays'])}
    if 'NoncurrentVersionExpiration' in given:
        rule['NoncurrentVersionExpiration'] = {'NoncurrentDays': int(given['NoncurrentVersionExpiration']['NoncurrentDays'])}
    if 'AbortIncompleteMultipartUpload' in given:
        rule['AbortIncompleteMultipartUpload'] = {
            'DaysAfterInitiation': int(given['AbortIncompleteMultipartUpload']['DaysAfterInitiation'])}
    return rule


def bucket(api, made, properties):
    s3 = api('s3')
    if 'PublicAccessBlockConfiguration' in properties:
        s3.put_public_access_block(Bucket=made.name, PublicAccessBlockConfiguration={
            key: str(value).lower() == 'true' for key, value in properties['PublicAccessBlockConfiguration'].items()})
    if 'VersioningConfiguration' in properties:
        s3.put_bucket_versioning(Bucket=made.name, VersioningConfiguration=properties['VersioningConfiguration'])
    if 'OwnershipControls' in properties:
        s3.put_bucket_ownership_controls(Bucket=made.name, OwnershipControls=properties['OwnershipControls'])
    if 'LifecycleConfiguration' in properties:
        s3.put_bucket_lifecycle_configuration(Bucket=made.name, LifecycleConfiguration={
            'Rules': [lifecycle_rule(rule) for rule in properties['LifecycleConfiguration']['Rules']]})


COMPLETED = [(VPC, vpc), (SecurityGroup, security_group), (InternetGateway, tagged), (RouteTable, tagged), (FakeTargetGroup, target_group),
             (Role, role), (FakeAutoScalingGroup, group), (LogGroup, log_group), (FakeBucket, bucket)]


def after_creation(model, complete, api):
    create = model.create_from_cloudformation_json.__func__

    def create_from(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        resource = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        complete(api, resource, cloudformation_json.get('Properties', {}))
        return resource

    model.create_from_cloudformation_json = classmethod(create_from)


def associations(api):
    """moto notes them and does nothing."""
    def associate(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json['Properties']
        api('ec2').associate_route_table(RouteTableId=properties['RouteTableId'], SubnetId=properties['SubnetId'])
        return cls(properties['RouteTableId'], properties['SubnetId'])
    SubnetRouteTableAssociation.create_from_cloudformation_json = classmethod(associate)


# ------------------------------------------------------------------ attributes

vpc_attribute = VPC.get_cfn_attribute


def more_vpc_attributes(made, name):
    if name == 'Ipv6CidrBlocks':
        return [block['ipv6CidrBlock'] for block in made.ipv6_cidr_block_association_set]
    return vpc_attribute(made, name)


def more_target_group_attributes(made, name):
    if name != 'TargetGroupFullName':
        raise parsing.UnformattedGetAttTemplateException()
    return made.arn.rpartition(':')[2]


# -------------------------------------------------------------------- policies

first_policies = IAMBackend._init_aws_policies


@functools.lru_cache(maxsize=None)
def policies_of_aws(account, region):
    return first_policies(argparse.Namespace(account_id=account, region_name=region))


def complete_types(api):
    for model, complete in COMPLETED:
        after_creation(model, complete, api)
    associations(api)
    VPC.get_cfn_attribute = more_vpc_attributes
    FakeTargetGroup.get_cfn_attribute = more_target_group_attributes
    DBParameterGroup.physical_resource_id = property(lambda self: self.name)
    DBSubnetGroup.physical_resource_id = property(lambda self: self.name)
    # AWS's own policies, 1,300 of them, are read once, and not at each POST to /moto-api/reset
    IAMBackend._init_aws_policies = lambda self: list(policies_of_aws(self.account_id, self.region_name))
