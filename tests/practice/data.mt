## What good.mt says, for the stores of data beyond those of three tiers.
architecture data

let near = "subnet-0a1b2c3d4e5f60001"
let far = "subnet-0a1b2c3d4e5f60002"
let third = "subnet-0a1b2c3d4e5f60003"
let group = "sg-0a1b2c3d4e5f60001"
let role = "arn:aws:iam::123456789012:role/works"
let domain_log = "arn:aws:logs:ap-northeast-1:123456789012:log-group:kept:*"

let all_zones = [near, far, third]
let logs = { CloudWatchLogsLogGroupArn: domain_log, Enabled: true }
let domain_logs = { SEARCH_SLOW_LOGS: logs, INDEX_SLOW_LOGS: logs, ES_APPLICATION_LOGS: logs, AUDIT_LOGS: logs }
let only_from_office = { Version: "2012-10-17", Statement: [
  { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["es:ESHttpGet"], Resource: ["*"]
    Condition: { IpAddress: { "aws:sourceIp": ["198.51.100.0/24"] } } }
] }

resource key AWS::KMS::Key {
  EnableKeyRotation: true
  KeyPolicy: { Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["kms:*"], Resource: "*" },
    { Effect: "Deny", Principal: { AWS: "*" }, Action: ["kms:CreateGrant"], Resource: ["*"], Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" } } }
  ] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- tables, graphs, documents

resource table AWS::DynamoDB::Table {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }], KeySchema: [{ AttributeName: "id", KeyType: "HASH" }]
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: key.Arn }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
for way in ["Read", "Write"] {
  resource scaling[way] AWS::ApplicationAutoScaling::ScalableTarget {
    ServiceNamespace: "dynamodb", ScalableDimension: "dynamodb:table:${way}CapacityUnits", ResourceId: "table/${table}", MinCapacity: 5, MaxCapacity: 50
  }
}
resource vault AWS::Backup::BackupVault { BackupVaultName: "kept", EncryptionKeyArn: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource plan AWS::Backup::BackupPlan { BackupPlan: { BackupPlanName: "daily", BackupPlanRule: [{ RuleName: "daily", TargetBackupVault: vault, ScheduleExpression: "cron(0 18 * * ? *)", Lifecycle: { DeleteAfterDays: 35 } }] } }
resource chosen AWS::Backup::BackupSelection { BackupPlanId: plan, BackupSelection: { SelectionName: "tables", IamRoleArn: role, Resources: [table.Arn] } }
resource accelerator AWS::DAX::Cluster {
  IAMRoleARN: role, NodeType: "dax.r5.large", ReplicationFactor: 3, AvailabilityZones: ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]
  SSESpecification: { SSEEnabled: true }, ClusterEndpointEncryptionType: "TLS"
}
resource graph_subnets AWS::Neptune::DBSubnetGroup { DBSubnetGroupDescription: "all zones", SubnetIds: all_zones }
resource graph AWS::Neptune::DBCluster {
  DBSubnetGroupName: graph_subnets, BackupRetentionPeriod: 7, StorageEncrypted: true, KmsKeyId: key.Arn, IamAuthEnabled: true, DeletionProtection: true
  EnableCloudwatchLogsExports: ["audit"]
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource graph_instance AWS::Neptune::DBInstance { DBClusterIdentifier: graph, DBInstanceClass: "db.r5.large", AutoMinorVersionUpgrade: true }
resource documents AWS::DocDB::DBCluster {
  StorageEncrypted: true, KmsKeyId: key.Arn, Port: 27018, BackupRetentionPeriod: 7, EnableCloudwatchLogsExports: ["authenticate", "createIndex", "dropCollection"]
  MasterUsername: "{{resolve:secretsmanager:documents:SecretString:user}}", MasterUserPassword: "{{resolve:secretsmanager:documents:SecretString:password}}"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource series AWS::Timestream::Database { KmsKeyId: key }

# ---- a warehouse, search

resource warehouse_subnets AWS::Redshift::ClusterSubnetGroup { Description: "all zones", SubnetIds: all_zones }
resource warehouse_settings AWS::Redshift::ClusterParameterGroup {
  Description: "TLS", ParameterGroupFamily: "redshift-1.0"
  Parameters: [{ ParameterName: "require_ssl", ParameterValue: "true" }, { ParameterName: "enable_user_activity_logging", ParameterValue: "true" }]
}
resource warehouse AWS::Redshift::Cluster {
  ClusterType: "multi-node", NumberOfNodes: 2, NodeType: "ra3.large", DBName: "sales", MasterUsername: "keeper", ManageMasterPassword: true
  ClusterParameterGroupName: warehouse_settings, ClusterSubnetGroupName: warehouse_subnets, Port: 5440, LoggingProperties: { BucketName: "warehouse-logs" }
  Encrypted: true, KmsKeyId: key, PubliclyAccessible: false, AllowVersionUpgrade: true, PreferredMaintenanceWindow: "sun:18:00-sun:19:00"
  AutomatedSnapshotRetentionPeriod: 7, EnhancedVpcRouting: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource search AWS::OpenSearchService::Domain {
  EngineVersion: "OpenSearch_2.11", VPCOptions: { SubnetIds: all_zones, SecurityGroupIds: [group] }, NodeToNodeEncryptionOptions: { Enabled: true }
  ClusterConfig: { DedicatedMasterEnabled: true, DedicatedMasterCount: 3, DedicatedMasterType: "m6g.large.search", ZoneAwarenessEnabled: true, ZoneAwarenessConfig: { AvailabilityZoneCount: 3 }, InstanceCount: 3, InstanceType: "m6g.large.search" }
  EBSOptions: { EBSEnabled: true, VolumeSize: 20, VolumeType: "gp3" }
  EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key }, LogPublishingOptions: domain_logs
  AdvancedSecurityOptions: { Enabled: true, InternalUserDatabaseEnabled: false, MasterUserOptions: { MasterUserARN: role } }
  DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }, AccessPolicies: only_from_office
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource old_search AWS::Elasticsearch::Domain {
  ElasticsearchVersion: "7.10", VPCOptions: { SubnetIds: all_zones, SecurityGroupIds: [group] }, NodeToNodeEncryptionOptions: { Enabled: true }
  ElasticsearchClusterConfig: { DedicatedMasterEnabled: true, DedicatedMasterCount: 3, DedicatedMasterType: "m5.large.elasticsearch", ZoneAwarenessEnabled: true, ZoneAwarenessConfig: { AvailabilityZoneCount: 3 }, InstanceCount: 3, InstanceType: "m5.large.elasticsearch" }
  EBSOptions: { EBSEnabled: true, VolumeSize: 20, VolumeType: "gp2" }
  EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key }, LogPublishingOptions: domain_logs
  DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }, AccessPolicies: only_from_office
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- streams and brokers

resource stream AWS::Kinesis::Stream { ShardCount: 1, StreamEncryption: { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" } }
resource delivery AWS::KinesisFirehose::DeliveryStream {
  DeliveryStreamType: "DirectPut", DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" }
  ExtendedS3DestinationConfiguration: { BucketARN: "arn:${aws.partition}:s3:::delivered", RoleARN: role }
}
resource analytics AWS::KinesisAnalyticsV2::Application {
  RuntimeEnvironment: "FLINK-1_18", ServiceExecutionRole: role
  ApplicationConfiguration: { FlinkApplicationConfiguration: { CheckpointConfiguration: { ConfigurationType: "CUSTOM", CheckpointingEnabled: true } } }
}
resource broker AWS::MSK::Cluster {
  ClusterName: "events", KafkaVersion: "3.6.0", NumberOfBrokerNodes: 3
  BrokerNodeGroupInfo: { ClientSubnets: all_zones, InstanceType: "kafka.m5.large", ConnectivityInfo: { PublicAccess: { Type: "DISABLED" } } }
  EncryptionInfo: { EncryptionInTransit: { ClientBroker: "TLS", InCluster: true } }
  LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: "events" } } }
}
for engine in ["ACTIVEMQ", "RABBITMQ"] {
  resource queues[engine] AWS::AmazonMQ::Broker {
    BrokerName: "queues-${engine}", EngineType: engine, EngineVersion: if engine == "ACTIVEMQ" then "5.18" else "3.13", HostInstanceType: "mq.m5.large"
    DeploymentMode: if engine == "ACTIVEMQ" then "ACTIVE_STANDBY_MULTI_AZ" else "CLUSTER_MULTI_AZ", PubliclyAccessible: false
    SubnetIds: if engine == "ACTIVEMQ" then [near, far] else all_zones, AutoMinorVersionUpgrade: true
    Users: [{ Username: "app", Password: "{{resolve:secretsmanager:queues:SecretString:password}}" }]
  }
}

# ---- analysis

resource nodes_security AWS::EMR::SecurityConfiguration { SecurityConfiguration: { EncryptionConfiguration: {
  EnableInTransitEncryption: true, EnableAtRestEncryption: true
  InTransitEncryptionConfiguration: { TLSCertificateConfiguration: { CertificateProviderType: "PEM", S3Object: "s3://certificates/nodes.zip" } }
  AtRestEncryptionConfiguration: {
    S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: key.Arn }
    LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: "AwsKms", AwsKmsKey: key.Arn, EnableEbsEncryption: true }
  }
} } }
resource nodes AWS::EMR::Cluster {
  Name: "nodes", ReleaseLabel: "emr-7.1.0", JobFlowRole: "EMR_EC2_DefaultRole", ServiceRole: "EMR_DefaultRole", LogUri: "s3://nodes-logs/"
  SecurityConfiguration: nodes_security
  Instances: { Ec2KeyName: "nodes", Ec2SubnetId: near, MasterInstanceGroup: { InstanceCount: 1, InstanceType: "m5.xlarge" }, CoreInstanceGroup: { InstanceCount: 2, InstanceType: "m5.xlarge" } }
} with { Metadata: { cdk_nag: { rules_to_suppress: [
  for rule in ["AwsSolutions-EMR4", "AwsSolutions-EMR5"]: { id: rule, reason: "The rule looks beside EncryptionConfiguration, where EMR knows nothing" }
] } } }
resource jobs_security AWS::Glue::SecurityConfiguration { Name: "jobs", EncryptionConfiguration: {
  CloudWatchEncryption: { CloudWatchEncryptionMode: "SSE-KMS", KmsKeyArn: key.Arn }, JobBookmarksEncryption: { JobBookmarksEncryptionMode: "CSE-KMS", KmsKeyArn: key.Arn }
} }
resource job AWS::Glue::Job { Role: role, Command: { Name: "glueetl", ScriptLocation: "s3://jobs/first.py" }, SecurityConfiguration: jobs_security }
resource crawler AWS::Glue::Crawler { Role: role, DatabaseName: "found", Targets: { S3Targets: [{ Path: "s3://delivered/" }] }, CrawlerSecurityConfiguration: jobs_security }
resource questions AWS::Athena::WorkGroup { Name: "questions", WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true, ResultConfiguration: {
  OutputLocation: "s3://answers/", EncryptionConfiguration: { EncryptionOption: "SSE_KMS", KmsKey: key.Arn }
} } }
resource pictures AWS::QuickSight::DataSource { Name: "pictures", DataSourceId: "pictures", Type: "ATHENA", AwsAccountId: aws.account, SslProperties: { DisableSsl: false } }
resource notebook AWS::SageMaker::NotebookInstance {
  InstanceType: "ml.t3.medium", RoleArn: role, SubnetId: near, SecurityGroupIds: [group], KmsKeyId: key, DirectInternetAccess: "Disabled", RootAccess: "Disabled"
}
resource endpoints AWS::SageMaker::EndpointConfig { KmsKeyId: key, ProductionVariants: [{ ModelName: "first", VariantName: "all", InitialInstanceCount: 1, InstanceType: "ml.m5.large", InitialVariantWeight: 1 }] }

# ---- moving data

resource mover AWS::DMS::ReplicationInstance { ReplicationInstanceClass: "dms.t3.medium", PubliclyAccessible: false }
resource goal AWS::DMS::Endpoint { EndpointType: "target", EngineName: "postgres", SslMode: "require", ServerName: "db.example.com", Port: 5433, DatabaseName: "sales", Username: "mover", Password: "{{resolve:secretsmanager:mover:SecretString:password}}" }
