"""Facts that both sources lack or have wrong, with the title of the AWS
documentation page that says so. update.py lays them over what it read, so that
they stand in the files like any other.

A key is TYPE or TYPE.Structure, a name that is no property there is an error.
What can be said of a property is a fact of README.md: length and range as
(low, high), pattern, enum, format, takes, catalogue, document; None takes a
fact away.
"""

# The characters of names and descriptions in EC2: "CreateSecurityGroup" and
# "IpRange", Amazon EC2 API Reference.
EC2_TEXT = r"^[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]*$"
PORT = {"range": (-1, 65535)}       # "IpPermission", Amazon EC2 API Reference
RULE = {"FromPort": PORT, "ToPort": PORT,
        "Description": {"length": (0, 255), "pattern": EC2_TEXT}}
GROUP_NAME = {"length": (0, 255), "pattern": r"^(?!sg-)[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]*$"}

# "CreateLoadBalancer" and "CreateTargetGroup", Elastic Load Balancing API Reference.
BALANCER_NAME = {"length": (1, 32), "pattern": r"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$"}

ALLOCATION = {"takes": ["AWS::EC2::EIP.AllocationId"]}
INSTANCE_TYPE = {"InstanceType": {"catalogue": "ec2-instance-types"}}
MONITORING = {"enum": ["0", "1", "5", "10", "15", "30", "60"]}

CORRECTIONS = {
    "AWS::EC2::SecurityGroup": {
        "GroupName": GROUP_NAME,
        "GroupDescription": {"pattern": EC2_TEXT},      # the sources' own allows a '^' less and a ',' more
    },
    "AWS::EC2::SecurityGroup.Ingress": RULE,
    "AWS::EC2::SecurityGroup.Egress": RULE,
    "AWS::EC2::SecurityGroupIngress": RULE,
    "AWS::EC2::SecurityGroupEgress": RULE,

    "AWS::EC2::Instance": {**INSTANCE_TYPE, "UserData": {"document": "base64"}},
    "AWS::EC2::CapacityReservation": INSTANCE_TYPE,
    "AWS::EC2::LaunchTemplate.LaunchTemplateData": {
        **INSTANCE_TYPE,
        "SecurityGroups": {"format": ["AWS::EC2::SecurityGroup.Name"]},     # "RequestLaunchTemplateData", Amazon EC2 API Reference
        "UserData": {"document": "base64"},             # the same page: it must be encoded
    },
    # "ContainerDefinition" and "RegisterTaskDefinition", Amazon ECS API Reference: a role's name or its ARN.
    "AWS::ECS::TaskDefinition": {
        "TaskRoleArn": {"format": None, "takes": ["AWS::IAM::Role.Arn", "AWS::IAM::Role.RoleName"]},
        "ExecutionRoleArn": {"format": None, "takes": ["AWS::IAM::Role.Arn", "AWS::IAM::Role.RoleName"]},
    },
    "AWS::EC2::EC2Fleet.FleetLaunchTemplateOverridesRequest": INSTANCE_TYPE,
    "AWS::EC2::SpotFleet.LaunchTemplateOverrides": INSTANCE_TYPE,
    "AWS::EC2::SpotFleet.SpotFleetLaunchSpecification": {**INSTANCE_TYPE, "UserData": {"document": "base64"}},
    "AWS::AutoScaling::LaunchConfiguration": {**INSTANCE_TYPE, "UserData": {"document": "base64"}},
    "AWS::AutoScaling::AutoScalingGroup.LaunchTemplateOverrides": INSTANCE_TYPE,
    "AWS::EKS::Nodegroup": {"InstanceTypes": {"catalogue": "ec2-instance-types"}},

    # "AssociateAddress" and "CreateNatGateway", Amazon EC2 API Reference; "SubnetMapping", Elastic Load Balancing API Reference.
    "AWS::EC2::EIPAssociation": {"AllocationId": ALLOCATION},
    "AWS::EC2::NatGateway": {"SecondaryAllocationIds": ALLOCATION},
    "AWS::EC2::NatGateway.AvailabilityZoneAddress": {"AllocationIds": ALLOCATION},
    "AWS::ElasticLoadBalancingV2::LoadBalancer.SubnetMapping": {"AllocationId": ALLOCATION},
    "AWS::Transfer::Server.EndpointDetails": {"AddressAllocationIds": ALLOCATION},

    "AWS::ElasticLoadBalancingV2::LoadBalancer": {"Name": BALANCER_NAME},
    "AWS::ElasticLoadBalancingV2::TargetGroup": {"Name": BALANCER_NAME},

    # "Working with Lambda environment variables": the names, and those that are Lambda's own.
    "AWS::Lambda::Function.Environment": {"Variables": {
        "keys": r"^(?!(_HANDLER|_X_AMZN_TRACE_ID|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_DEFAULT_REGION|AWS_EXECUTION_ENV|"
                r"AWS_LAMBDA_FUNCTION_MEMORY_SIZE|AWS_LAMBDA_FUNCTION_NAME|AWS_LAMBDA_FUNCTION_VERSION|"
                r"AWS_LAMBDA_INITIALIZATION_TYPE|AWS_LAMBDA_LOG_GROUP_NAME|AWS_LAMBDA_LOG_STREAM_NAME|"
                r"AWS_LAMBDA_RUNTIME_API|AWS_REGION|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_RUNTIME_DIR|"
                r"LAMBDA_TASK_ROOT)$)[a-zA-Z][a-zA-Z0-9_]+$"}},

    "AWS::S3::Bucket": {"BucketName": {"length": (3, 63)}},     # "General purpose bucket naming rules"

    "AWS::RDS::DBInstance": {
        "BackupRetentionPeriod": {"range": (0, 35)},    # "CreateDBInstance", Amazon RDS API Reference
        "MonitoringInterval": MONITORING,
        "Engine": {"catalogue": "rds-engines/instance"},
        "DBInstanceClass": {"catalogue": "rds-classes"},
    },
    "AWS::RDS::DBCluster": {
        "MonitoringInterval": MONITORING,
        "Engine": {"catalogue": "rds-engines/cluster"},
        "DBClusterInstanceClass": {"catalogue": "rds-cluster-classes"},
    },
    # "CreateDBProxy", Amazon RDS API Reference
    "AWS::RDS::DBProxy": {"DBProxyName": {"length": (1, 63), "pattern": r"^[a-zA-Z](-?[a-zA-Z0-9])*$"}},
    "AWS::RDS::DBParameterGroup": {"Family": {"catalogue": "rds-families"}},
    "AWS::RDS::DBClusterParameterGroup": {"Family": {"catalogue": "rds-families"}},

    "AWS::ElastiCache::CacheCluster": {"CacheNodeType": {"catalogue": "elasticache-node-types"}},
    "AWS::ElastiCache::ReplicationGroup": {"CacheNodeType": {"catalogue": "elasticache-node-types"}},
    "AWS::ElastiCache::ParameterGroup": {"CacheParameterGroupFamily": {"catalogue": "elasticache-families"}},
    "AWS::DocDB::DBInstance": {"DBInstanceClass": {"catalogue": "docdb-classes"}},
    "AWS::Neptune::DBInstance": {"DBInstanceClass": {"catalogue": "neptune-classes"}},
    "AWS::DAX::Cluster": {"NodeType": {"catalogue": "dax-node-types"}},
    "AWS::Redshift::Cluster": {"NodeType": {"catalogue": "redshift-node-types"}},
    "AWS::AmazonMQ::Broker": {"HostInstanceType": {"catalogue": "mq-instance-types"}},
}

# Where a policy of IAM stands, and which of its kinds. "Identity-based policies
# and resource-based policies", IAM User Guide; whether a principal is asked for:
# the service's own page on its policies.
DOCUMENTS = {
    "identity-policy": """
        AWS::IAM::Group.Policy.PolicyDocument AWS::IAM::Role.Policy.PolicyDocument AWS::IAM::User.Policy.PolicyDocument
        AWS::IAM::ManagedPolicy.PolicyDocument AWS::IAM::Policy.PolicyDocument AWS::IAM::GroupPolicy.PolicyDocument
        AWS::IAM::RolePolicy.PolicyDocument AWS::IAM::UserPolicy.PolicyDocument AWS::SSO::PermissionSet.InlinePolicy
        """,
    "trust-policy": "AWS::IAM::Role.AssumeRolePolicyDocument",
    "resource-policy": """
        AWS::S3::BucketPolicy.PolicyDocument AWS::SQS::QueuePolicy.PolicyDocument AWS::SQS::QueueInlinePolicy.PolicyDocument
        AWS::SNS::TopicPolicy.PolicyDocument AWS::SNS::TopicInlinePolicy.PolicyDocument AWS::KMS::Key.KeyPolicy
        AWS::KMS::ReplicaKey.KeyPolicy AWS::OpenSearchService::Domain.AccessPolicies AWS::Elasticsearch::Domain.AccessPolicies
        """,
    # A Resource may be left out: the policy is of the one thing that it stands at.
    "service-policy": """
        AWS::ECR::Repository.RepositoryPolicyText AWS::SecretsManager::ResourcePolicy.ResourcePolicy
        AWS::EC2::VPCEndpoint.PolicyDocument AWS::Backup::BackupVault.AccessPolicy AWS::S3::AccessPoint.Policy
        AWS::EFS::FileSystem.FileSystemPolicy AWS::Kinesis::ResourcePolicy.ResourcePolicy
        AWS::Logs::ResourcePolicy.PolicyDocument AWS::DynamoDB::Table.ResourcePolicy.PolicyDocument
        """,
    # Text that must be JSON, or an object that becomes it.
    "json": """
        AWS::CloudWatch::Dashboard.DashboardBody AWS::StepFunctions::StateMachine.DefinitionString
        AWS::ECR::Repository.LifecyclePolicy.LifecyclePolicyText AWS::ECR::RegistryPolicy.PolicyText
        AWS::IoT::Policy.PolicyDocument AWS::Events::Rule.EventPattern AWS::Organizations::Policy.Content
        AWS::XRay::ResourcePolicy.PolicyDocument AWS::SecretsManager::Secret.GenerateSecretString.SecretStringTemplate
        AWS::SNS::Subscription.FilterPolicy AWS::SNS::Subscription.RedrivePolicy AWS::SNS::Subscription.DeliveryPolicy
        AWS::SQS::Queue.RedrivePolicy AWS::SQS::Queue.RedriveAllowPolicy AWS::Logs::AccountPolicy.PolicyDocument
        AWS::EC2::FlowLog.DestinationOptions AWS::ApiGateway::RestApi.Policy
        """,
}
for _kind, _places in DOCUMENTS.items():
    for _place in _places.split():
        _owner, _name = _place.rsplit(".", 1)
        CORRECTIONS.setdefault(_owner, {})
        CORRECTIONS[_owner] = {**CORRECTIONS[_owner], _name: {**CORRECTIONS[_owner].get(_name, {}), "document": _kind}}

# Rules between properties that AWS does not have, as they stand in the files.
RULES = {
    # Without a VPC the default one is meant, where egress rules stand as well: "AWS::EC2::SecurityGroup".
    "AWS::EC2::SecurityGroup": {"needs SecurityGroupEgress VpcId"},
}

# Patterns that no engine of regular expressions takes as they are written, or
# that say what their authors did not mean.
PATTERNS = {
    # the braces of the groups are escaped on one side only, and 900 of the whole are too many to compile
    r"^([a-zA-Z0-9_\-=/]|\{satellite_id\}|\{config\-name}|\{s3\-config-id}|\{year\}|\{month\}|\{day\}){1,900}$": None,
}
