## One resource of each type that good practice speaks of, as it asks. tests/outside/practice.py turns each property the
## other way and looks whether that is noticed, by mtc and by the tools that the rules come from.
architecture good

let certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
param image: AWS::EC2::Image::Id


resource key AWS::KMS::Key {
  EnableKeyRotation: true
  KeyPolicy: { Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["kms:*"], Resource: "*" },
    { Effect: "Allow", Principal: { Service: ["logs.${aws.region}.amazonaws.com", "cloudwatch.amazonaws.com", "cloudtrail.amazonaws.com"] }
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"], Resource: "*" },
    { Effect: "Deny", Principal: { AWS: "*" }, Action: ["kms:CreateGrant"], Resource: ["*"], Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" } } }
  ] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

resource signing AWS::KMS::Key {
  KeySpec: "RSA_4096", KeyUsage: "ENCRYPT_DECRYPT"
  KeyPolicy: { Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["kms:*"], Resource: "*" }
    , { Effect: "Deny", Principal: { AWS: "*" }, Action: ["kms:CreateGrant"], Resource: ["*"], Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" } } }
  ] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- networks

resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource log AWS::Logs::LogGroup { RetentionInDays: 365, KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource flows AWS::EC2::FlowLog { ResourceId: vpc, ResourceType: "VPC", TrafficType: "ALL", LogDestinationType: "s3", LogDestination: access.Arn }
resource near AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: false, AvailabilityZone: fn.Select(0, fn.GetAZs("")) }
resource far AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: false, AvailabilityZone: fn.Select(1, fn.GetAZs("")) }
resource gateway AWS::EC2::InternetGateway {}
resource attached AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource group AWS::EC2::SecurityGroup {
  VpcId: vpc, GroupDescription: "from near"
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "10.0.0.0/24", Description: "from near" }]
  SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0", Description: "to services" }]
}
resource offer AWS::EC2::VPCEndpointService { AcceptanceRequired: true, NetworkLoadBalancerArns: ["arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/net/offer/0123456789abcdef"] }

# ---- instances

resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: {
  ImageId: image, InstanceType: "t3.micro", Monitoring: { Enabled: true }
  MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 }
  BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
  NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: [group] }]
} }
resource profile AWS::IAM::InstanceProfile { Roles: [monitor] }
resource instance AWS::EC2::Instance {
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
  ImageId: image, InstanceType: "m7i.large", SubnetId: near, IamInstanceProfile: profile, Monitoring: true, DisableApiTermination: true
  BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
} with { Metadata: { guard: { SuppressedRules: ["CT.EC2.PR.8"], Reasons: { "CT.EC2.PR.8": "Its subnet gives no public addresses" } } } }
resource plain_instance AWS::EC2::Instance {
  ImageId: image, InstanceType: "m7i.large", SubnetId: near, IamInstanceProfile: profile, Monitoring: true, DisableApiTermination: true
  MetadataOptions: { HttpTokens: "required" }, BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
} with { Metadata: {
  cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-EC26", reason: "The rule breaks where there is no launch template" }] }
  guard: { SuppressedRules: ["CT.EC2.PR.8"], Reasons: { "CT.EC2.PR.8": "Its subnet gives no public addresses" } }
} }
resource old_instance AWS::EC2::Instance {
  ImageId: image, InstanceType: "m3.xlarge", EbsOptimized: true, IamInstanceProfile: profile, Monitoring: true, DisableApiTermination: true
  NetworkInterfaces: [{ DeviceIndex: "0", AssociatePublicIpAddress: false, SubnetId: near }]
  MetadataOptions: { HttpTokens: "required" }, BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
} with { Metadata: {
  cdk_nag: { rules_to_suppress: [{ id: "NIST.800.53.R5-EC2InstancesInVPC", reason: "Its network interface says its subnet" }, { id: "AwsSolutions-EC26", reason: "The rule breaks where there is no launch template" }] }
  guard: { SuppressedRules: ["CT.EC2.PR.16", "CT.EC2.PR.19"], Reasons: { "CT.EC2.PR.16": "A type of before", "CT.EC2.PR.19": "A type of before" } }
} }
resource host AWS::EC2::Host { AvailabilityZone: "ap-northeast-1a", InstanceType: "m7i.large" }
resource hosts AWS::EC2::Host { AvailabilityZone: "ap-northeast-1a", InstanceFamily: "m7i" }
resource pool AWS::EC2::EC2Fleet {
  TargetCapacitySpecification: { TotalTargetCapacity: 1 }
  LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateId: template, Version: template.LatestVersionNumber }, Overrides: [{ InstanceType: "m7i.large" }] }]
}
resource disk AWS::EC2::Volume { AvailabilityZone: near.AvailabilityZone, Size: 20, Encrypted: true } with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fleet AWS::AutoScaling::AutoScalingGroup {
  AvailabilityZones: [near.AvailabilityZone, far.AvailabilityZone]
  MinSize: "2", MaxSize: "4", VPCZoneIdentifier: [near, far], LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
  TargetGroupARNs: [targets], HealthCheckType: "ELB", HealthCheckGracePeriod: 300, Cooldown: "300"
  NotificationConfigurations: [{ TopicARN: topic, NotificationTypes: ["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR", "autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"] }]
} with { Metadata: { guard: {
  SuppressedRules: ["CT.AUTOSCALING.PR.6"], Reasons: { "CT.AUTOSCALING.PR.6": "Instances of one type" }
} } }
resource mixed AWS::AutoScaling::AutoScalingGroup {
  MinSize: "2", MaxSize: "4", VPCZoneIdentifier: [near, far], HealthCheckType: "ELB", HealthCheckGracePeriod: 300, Cooldown: "300", TargetGroupARNs: [targets]
  MixedInstancesPolicy: { LaunchTemplate: {
    LaunchTemplateSpecification: { LaunchTemplateId: template, Version: template.LatestVersionNumber }, Overrides: [{ InstanceType: "m7i.large" }, { InstanceType: "m7a.large" }]
  } }
  NotificationConfigurations: [{ TopicARN: topic, NotificationTypes: ["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR", "autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"] }]
} with { Metadata: {
  cdk_nag: { rules_to_suppress: [for rule in ["AwsSolutions-EC26", "NIST.800.53.R5-EC2IMDSv2Enabled"]: { id: rule, reason: "The rule does not read a MixedInstancesPolicy" }] }
  guard: { SuppressedRules: ["CT.AUTOSCALING.PR.1"], Reasons: { "CT.AUTOSCALING.PR.1": "Its subnets say its zones" } }
} }

# ---- load balancer

resource balancer AWS::ElasticLoadBalancingV2::LoadBalancer {
  Type: "application", Scheme: "internal", Subnets: [near, far], SecurityGroups: [group]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" }, { Key: "access_logs.s3.bucket", Value: access },
    { Key: "deletion_protection.enabled", Value: "true" },
    { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "true" }, { Key: "routing.http.desync_mitigation_mode", Value: "defensive" }
  ]
} with { DependsOn: [policy["access"]] }
resource through AWS::ElasticLoadBalancingV2::LoadBalancer {
  Type: "network", Scheme: "internal", Subnets: [near, far], SecurityGroups: [group]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" }, { Key: "access_logs.s3.bucket", Value: access },
    { Key: "deletion_protection.enabled", Value: "true" }, { Key: "load_balancing.cross_zone.enabled", Value: "true" }
  ]
} with { DependsOn: [policy["access"]] }
resource targets AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc, Port: 80, Protocol: "HTTP", TargetGroupAttributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "use_load_balancer_configuration" }]
}
resource listener AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: balancer, Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06"
  Certificates: [{ CertificateArn: certificate }], DefaultActions: [{ Type: "forward", TargetGroupArn: targets }]
}

# ---- data

resource subnets AWS::RDS::DBSubnetGroup { DBSubnetGroupDescription: "both zones", SubnetIds: [near, far] }
resource monitor AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: ["monitoring.rds.amazonaws.com", "rds.amazonaws.com", "backup.amazonaws.com", "cloudtrail.amazonaws.com", "ec2.amazonaws.com"] }, Action: "sts:AssumeRole" }] }
}
resource database AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20", StorageEncrypted: true, KmsKeyId: key.Arn, MultiAZ: true
  PubliclyAccessible: false, DeletionProtection: true, BackupRetentionPeriod: 14, Port: "5433", EnableCloudwatchLogsExports: ["postgresql", "upgrade"]
  MonitoringInterval: 60, MonitoringRoleArn: monitor.Arn, EnableIAMDatabaseAuthentication: true, AutoMinorVersionUpgrade: true
  CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true, DBSubnetGroupName: subnets
  EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: key.Arn
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-postgresql", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 5433
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
  DBSubnetGroupName: subnets, EnableCloudwatchLogsExports: ["postgresql"]
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource mysql AWS::RDS::DBCluster {
  Engine: "aurora-mysql", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 3307
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
  DBSubnetGroupName: subnets, EnableCloudwatchLogsExports: ["audit", "error", "general", "slowquery"], BacktrackWindow: 3600
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource old_serverless AWS::RDS::DBCluster {
  Engine: "aurora-mysql", EngineMode: "serverless", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 3307
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", MasterUserPassword: "{{resolve:secretsmanager:old:SecretString:password}}"
  DBSubnetGroupName: subnets, EnableCloudwatchLogsExports: ["audit", "error", "general", "slowquery"], BacktrackWindow: 3600
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource three_zones AWS::RDS::DBCluster {
  Engine: "mysql", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 3307, PubliclyAccessible: false
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
  DBSubnetGroupName: subnets, EnableCloudwatchLogsExports: ["error", "general", "slowquery"]
  DBClusterInstanceClass: "db.m6gd.large", StorageType: "io1", Iops: 1000, AllocatedStorage: 100
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource three_zones_postgres AWS::RDS::DBCluster {
  Engine: "postgres", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 5433, PubliclyAccessible: false
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
  DBSubnetGroupName: subnets, EnableCloudwatchLogsExports: ["postgresql", "upgrade"]
  DBClusterInstanceClass: "db.m6gd.large", StorageType: "io1", Iops: 1000, AllocatedStorage: 100
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
for engine, i in ["mysql", "oracle-se2", "sqlserver-se"] {
  resource other_database[engine] AWS::RDS::DBInstance {
    Engine: engine, DBInstanceClass: "db.m5.large", AllocatedStorage: "100", StorageEncrypted: true, KmsKeyId: key.Arn, MultiAZ: true, LicenseModel: if engine == "mysql" then null else "license-included"
    PubliclyAccessible: false, DeletionProtection: true, BackupRetentionPeriod: 14, Port: "${4306 + i}", MonitoringInterval: 60, MonitoringRoleArn: monitor.Arn
    EnableCloudwatchLogsExports: [["audit", "error", "general", "slowquery"], ["audit", "alert", "listener", "oemagent", "trace"], ["agent", "error"]][i]
    EnableIAMDatabaseAuthentication: if engine == "mysql" then true else null, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
    DBSubnetGroupName: subnets, AutoMinorVersionUpgrade: true
  } with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot", Metadata: if engine == "mysql" then null else { guard: {
    SuppressedRules: ["CT.RDS.PR.7"], Reasons: { "CT.RDS.PR.7": "The engine cannot" }
  } } }
}
for source, categories in {
  "db-cluster": ["maintenance", "failure"], "db-instance": ["maintenance", "configuration change", "failure"]
  "db-parameter-group": ["configuration change"], "db-security-group": ["configuration change", "failure"]
} {
  resource told[source] AWS::RDS::EventSubscription { SnsTopicArn: topic, Enabled: true, SourceType: source, EventCategories: categories }
}
resource mysql_settings AWS::RDS::DBParameterGroup { Family: "mysql8.0", Description: "TLS", Parameters: { require_secure_transport: "1" } }
resource postgres_settings AWS::RDS::DBParameterGroup { Family: "postgres16", Description: "TLS", Parameters: { "rds.force_ssl": "1" } }
resource mysql_cluster_settings AWS::RDS::DBClusterParameterGroup { Family: "aurora-mysql8.0", Description: "TLS", Parameters: { require_secure_transport: "ON" } }
resource postgres_cluster_settings AWS::RDS::DBClusterParameterGroup { Family: "aurora-postgresql16", Description: "TLS", Parameters: { "rds.force_ssl": "1" } }
resource old_group AWS::RDS::DBSecurityGroup { GroupDescription: "from the office", DBSecurityGroupIngress: [{ CIDRIP: "198.51.100.0/24" }] } with { Metadata: { guard: {
  SuppressedRules: ["CT.RDS.PR.15"], Reasons: { "CT.RDS.PR.15": "Kept to show its rules" }
} } }
resource old_ingress AWS::RDS::DBSecurityGroupIngress { DBSecurityGroupName: old_group, CIDRIP: "198.51.100.0/24" }
resource proxy AWS::RDS::DBProxy {
  DBProxyName: "front", EngineFamily: "POSTGRESQL", RequireTLS: true, RoleArn: monitor.Arn, VpcSubnetIds: [near, far]
  Auth: [{ AuthScheme: "SECRETS", SecretArn: secret, IAMAuth: "REQUIRED" }]
}
resource caches AWS::ElastiCache::SubnetGroup { Description: "both zones", SubnetIds: [near, far] }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions", Engine: "redis", CacheNodeType: "cache.t4g.small", NumCacheClusters: 2, Port: 6380
  AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, MultiAZEnabled: true, AutomaticFailoverEnabled: true
  CacheSubnetGroupName: caches, AuthToken: "{{resolve:secretsmanager:cache:SecretString:token}}", SnapshotRetentionLimit: 15
} with { Metadata: { guard: { SuppressedRules: ["CT.ELASTICACHE.PR.8"], Reasons: { "CT.ELASTICACHE.PR.8": "Asks for a token" } } } }
resource old_cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions", Engine: "redis", EngineVersion: "5.0.6", CacheNodeType: "cache.t3.small", NumCacheClusters: 2, Port: 6380
  AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, MultiAZEnabled: true, AutomaticFailoverEnabled: true
  CacheSubnetGroupName: caches, AuthToken: "{{resolve:secretsmanager:cache:SecretString:token}}", SnapshotRetentionLimit: 15
}
resource new_cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions", Engine: "redis", EngineVersion: "7.1", CacheNodeType: "cache.t4g.small", NumCacheClusters: 2, Port: 6380
  AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, MultiAZEnabled: true, AutomaticFailoverEnabled: true
  CacheSubnetGroupName: caches, UserGroupIds: ["sessions"], SnapshotRetentionLimit: 15
} with { Metadata: { cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-AEC6", reason: "Its users have passwords of their own" }] } } }
resource valkey AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions", Engine: "valkey", CacheNodeType: "cache.t4g.small", NumCacheClusters: 2, Port: 6380
  AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, MultiAZEnabled: true, AutomaticFailoverEnabled: true
  CacheSubnetGroupName: caches, AuthToken: "{{resolve:secretsmanager:cache:SecretString:token}}", SnapshotRetentionLimit: 15
}
resource single_cache AWS::ElastiCache::CacheCluster {
  Engine: "redis", CacheNodeType: "cache.t4g.small", NumCacheNodes: 1, CacheSubnetGroupName: caches, Port: 6380, SnapshotRetentionLimit: 15, AutoMinorVersionUpgrade: true
}
resource door AWS::EFS::AccessPoint { FileSystemId: files, PosixUser: { Uid: "1000", Gid: "1000" }, RootDirectory: { Path: "/shop" } }
resource files AWS::EFS::FileSystem { Encrypted: true, KmsKeyId: key.Arn, BackupPolicy: { Status: "ENABLED" } } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource vault AWS::Backup::BackupVault { BackupVaultName: "kept", EncryptionKeyArn: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource plan AWS::Backup::BackupPlan { BackupPlan: { BackupPlanName: "daily", BackupPlanRule: [{ RuleName: "daily", TargetBackupVault: vault, ScheduleExpression: "cron(0 18 * * ? *)" }] } }
resource chosen AWS::Backup::BackupSelection { BackupPlanId: plan, BackupSelection: {
  SelectionName: "databases", IamRoleArn: monitor.Arn
  Resources: flatten([
    [for one in [database, other_database["mysql"], other_database["oracle-se2"], other_database["sqlserver-se"]]: "arn:${aws.partition}:rds:${aws.region}:${aws.account}:db:${one}"],
    ["arn:${aws.partition}:ec2:${aws.region}:${aws.account}:volume/${disk}"
     , "arn:${aws.partition}:rds:${aws.region}:${aws.account}:cluster:${cluster}", files.Arn]
  ])
} }

# ---- edge

resource firewall AWS::WAFv2::WebACL {
  Scope: "REGIONAL", DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "all" }
  Rules: [{ Name: "rate", Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: "IP" } }
            VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "rate" } },
          { Name: "known", Priority: 2, OverrideAction: { None: {} }, Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesKnownBadInputsRuleSet" } }
            VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "known" } }]
}
resource before AWS::WAFv2::WebACLAssociation { WebACLArn: firewall.Arn, ResourceArn: balancer }
resource requests AWS::Logs::LogGroup { LogGroupName: "aws-waf-logs-good", RetentionInDays: 365, KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource firewall_log AWS::WAFv2::LoggingConfiguration { ResourceArn: firewall.Arn, LogDestinationConfigs: ["arn:${aws.partition}:logs:${aws.region}:${aws.account}:log-group:aws-waf-logs-good"] }
param edge_firewall: arn
resource distribution AWS::CloudFront::Distribution { DistributionConfig: {
  Enabled: true, DefaultRootObject: "index.html", Logging: { Bucket: access.DomainName }, WebACLId: edge_firewall
  Aliases: ["shop.example.com"], ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  Origins: [{ Id: "web", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] } },
            { Id: "spare", DomainName: "spare.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] } }]
  DefaultCacheBehavior: { TargetOriginId: "web", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }
  CacheBehaviors: [{ PathPattern: "/api/*", TargetOriginId: "web", ViewerProtocolPolicy: "https-only", CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }]
  OriginGroups: { Quantity: 1, Items: [{ Id: "both", FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [502] } }, Members: { Quantity: 2, Items: [{ OriginId: "web" }, { OriginId: "spare" }] } }] }
  Restrictions: { GeoRestriction: { RestrictionType: "whitelist", Locations: ["JP"] } }
} }
resource zone AWS::Route53::HostedZone { Name: "example.com", QueryLoggingConfig: { CloudWatchLogsLogGroupArn: "arn:${aws.partition}:logs:us-east-1:${aws.account}:log-group:names" } }

# ---- logs and trails

resource plain AWS::S3::Bucket {
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  VersioningConfiguration: { Status: "Enabled" }, LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 365 }] }
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key.Arn } }] }
  LoggingConfiguration: { DestinationBucketName: access, LogFilePrefix: "plain/" }, ObjectLockEnabled: true
  NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } }
  ReplicationConfiguration: { Role: monitor.Arn, Rules: [{ Status: "Enabled", Destination: { Bucket: "arn:${aws.partition}:s3:::far-away" } }] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource access AWS::S3::Bucket {
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  VersioningConfiguration: { Status: "Enabled" }, LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 365 }] }
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", Metadata: { cdk_nag: { rules_to_suppress: [
  { id: "NIST.800.53.R5-S3DefaultEncryptionKMS", reason: "Access logs are written into a bucket with keys of S3 only" }
  , { id: "NIST.800.53.R5-S3BucketReplicationEnabled", reason: "Nobody needs a second copy" }
] }, guard: { SuppressedRules: ["CT.S3.PR.2", "CT.S3.PR.4", "CT.S3.PR.9", "CT.S3.PR.10"], Reasons: {
  "CT.S3.PR.2": "It takes the others' logs", "CT.S3.PR.4": "Nothing waits for a log", "CT.S3.PR.9": "Access logs are not delivered to a bucket with locks"
  "CT.S3.PR.10": "Access logs are written into a bucket with keys of S3 only"
} } } }
resource entry AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, RuleAction: "allow", Protocol: 6, CidrBlock: "0.0.0.0/0", PortRange: { From: 443, To: 443 } }
resource acl AWS::EC2::NetworkAcl { VpcId: vpc }
resource door_of_plain AWS::S3::AccessPoint {
  Bucket: plain, PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
}
for name in ["plain", "access"] {
  let bucket = if name == "plain" then plain else access
  resource policy[name] AWS::S3::BucketPolicy { Bucket: bucket, PolicyDocument: { Version: "2012-10-17", Statement: [
    { Effect: "Deny", Principal: "*", Action: ["s3:*"], Resource: [bucket.Arn, "${bucket.Arn}/*"], Condition: { Bool: { "aws:SecureTransport": "false" } } }
    , { Effect: "Allow", Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }, Action: ["s3:PutObject"], Resource: ["${bucket.Arn}/AWSLogs/${aws.account}/*"] }
    , { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: ["s3:PutObject"], Resource: ["${bucket.Arn}/AWSLogs/${aws.account}/*"] }
    , { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: ["s3:GetBucketAcl"], Resource: [bucket.Arn] }
  ] } }
}
resource trail AWS::CloudTrail::Trail {
  IsLogging: true, S3BucketName: plain, KMSKeyId: key.Arn, EnableLogFileValidation: true, IsMultiRegionTrail: true
  CloudWatchLogsLogGroupArn: log.Arn, CloudWatchLogsRoleArn: monitor.Arn
  EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "All", DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:${aws.partition}:s3:::"] }] }]
} with { DependsOn: [policy["plain"]] }

# ---- identities, secrets, messages

resource reads AWS::IAM::ManagedPolicy {
  Groups: [people], PolicyDocument: { Version: "2012-10-17", Statement: [{ Action: ["s3:GetObject"], Effect: "Allow", Resource: ["${plain.Arn}/index.html"] }] }
}
resource own AWS::IAM::Policy {
  PolicyName: "own", Groups: [people], PolicyDocument: { Version: "2012-10-17", Statement: [{ Action: ["s3:GetObject"], Effect: "Allow", Resource: ["${plain.Arn}/index.html"] }] }
} with { Metadata: { cdk_nag: { rules_to_suppress: [{ id: "NIST.800.53.R5-IAMNoInlinePolicy", reason: "Kept to show what is inside" }] } } }
resource people AWS::IAM::Group { Path: "/people/" }
resource person AWS::IAM::User { Groups: [people] }
resource pair AWS::CertificateManager::Certificate { DomainName: "shop.example.com", SubjectAlternativeNames: ["www.example.com"], ValidationMethod: "DNS", KeyAlgorithm: "RSA_2048" }
resource private_pair AWS::CertificateManager::Certificate {
  DomainName: "shop.internal.example.com", SubjectAlternativeNames: ["www.internal.example.com"]
  CertificateAuthorityArn: "arn:aws:acm-pca:ap-northeast-1:123456789012:certificate-authority/12345678-1234-1234-1234-123456789012"
}
resource secret AWS::SecretsManager::Secret { KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource rotation AWS::SecretsManager::RotationSchedule { SecretId: secret, RotationLambdaARN: rotator, RotationRules: { AutomaticallyAfterDays: 30 } }
param rotator: arn
resource topic AWS::SNS::Topic { KmsMasterKeyId: key.Arn }
resource alarm AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Namespace: "Shop", MetricName: "failed", Period: 60, Statistic: "Sum", Threshold: 0
  AlarmActions: [topic], ActionsEnabled: true
}
resource dead AWS::SQS::Queue { SqsManagedSseEnabled: true, RedriveAllowPolicy: { redrivePermission: "allowAll" } } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource queues_policy AWS::SQS::QueuePolicy { Queues: [queue, dead], PolicyDocument: { Version: "2012-10-17", Statement: [
  { Effect: "Deny", Principal: "*", Action: ["sqs:*"], Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }
] } }
resource queue AWS::SQS::Queue { SqsManagedSseEnabled: true, RedrivePolicy: { deadLetterTargetArn: dead.Arn, maxReceiveCount: 5 } } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource containers AWS::ECS::Cluster { ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }] }
