## One resource of each type that good practice speaks of, as it asks. tests/outside/practice.py turns each property the
## other way and looks whether that is noticed, by mtc and by the tools that the rules come from.
architecture good

param certificate: arn
param image: AWS::EC2::Image::Id


resource key AWS::KMS::Key {
  EnableKeyRotation: true
  KeyPolicy: { Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["kms:*"], Resource: "*" },
    { Effect: "Allow", Principal: { Service: ["logs.${aws.region}.amazonaws.com", "cloudwatch.amazonaws.com", "cloudtrail.amazonaws.com"] }
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"], Resource: "*" }
  ] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- networks

resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource log AWS::Logs::LogGroup { RetentionInDays: 365, KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource flows AWS::EC2::FlowLog { ResourceId: vpc, ResourceType: "VPC", TrafficType: "ALL", LogDestinationType: "s3", LogDestination: access.Arn }
resource near AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: false, AvailabilityZone: fn.Select(0, fn.GetAZs("")) }
resource far AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: false, AvailabilityZone: fn.Select(1, fn.GetAZs("")) }
resource group AWS::EC2::SecurityGroup {
  VpcId: vpc, GroupDescription: "from near"
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "10.0.0.0/24", Description: "from near" }]
}

# ---- instances

resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: {
  ImageId: image, InstanceType: "t3.micro", Monitoring: { Enabled: true }
  MetadataOptions: { HttpTokens: "required" }
  BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
  NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: [group] }]
} }
resource instance AWS::EC2::Instance {
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }, Monitoring: true, DisableApiTermination: true
  NetworkInterfaces: [{ DeviceIndex: "0", AssociatePublicIpAddress: false, SubnetId: near }]
  BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }]
}
resource disk AWS::EC2::Volume { AvailabilityZone: near.AvailabilityZone, Size: 20, Encrypted: true } with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fleet AWS::AutoScaling::AutoScalingGroup {
  MinSize: "2", MaxSize: "4", VPCZoneIdentifier: [near, far], LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
  TargetGroupARNs: [targets], HealthCheckType: "ELB", HealthCheckGracePeriod: 300, Cooldown: "300"
  NotificationConfigurations: [{ TopicARN: topic, NotificationTypes: ["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR", "autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"] }]
}

# ---- load balancer

resource balancer AWS::ElasticLoadBalancingV2::LoadBalancer {
  Type: "application", Scheme: "internal", Subnets: [near, far], SecurityGroups: [group]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" }, { Key: "access_logs.s3.bucket", Value: access },
    { Key: "deletion_protection.enabled", Value: "true" },
    { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "true" }
  ]
} with { DependsOn: [policy["access"]] }
resource targets AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource listener AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: balancer, Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06"
  Certificates: [{ CertificateArn: certificate }], DefaultActions: [{ Type: "forward", TargetGroupArn: targets }]
}

# ---- data

resource subnets AWS::RDS::DBSubnetGroup { DBSubnetGroupDescription: "both zones", SubnetIds: [near, far] }
resource monitor AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: ["monitoring.rds.amazonaws.com", "rds.amazonaws.com", "backup.amazonaws.com", "cloudtrail.amazonaws.com"] }, Action: "sts:AssumeRole" }] }
}
resource database AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20", StorageEncrypted: true, KmsKeyId: key.Arn, MultiAZ: true
  PubliclyAccessible: false, DeletionProtection: true, BackupRetentionPeriod: 14, Port: "5433", EnableCloudwatchLogsExports: ["postgresql", "upgrade"]
  MonitoringInterval: 60, MonitoringRoleArn: monitor.Arn, EnableIAMDatabaseAuthentication: true, AutoMinorVersionUpgrade: true
  CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true, DBSubnetGroupName: subnets
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-postgresql", StorageEncrypted: true, KmsKeyId: key.Arn, DeletionProtection: true, BackupRetentionPeriod: 14, Port: 5433
  EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true, MasterUsername: "dbadmin", ManageMasterUserPassword: true
  DBSubnetGroupName: subnets
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource proxy AWS::RDS::DBProxy {
  DBProxyName: "front", EngineFamily: "POSTGRESQL", RequireTLS: true, RoleArn: monitor.Arn, VpcSubnetIds: [near, far]
  Auth: [{ AuthScheme: "SECRETS", SecretArn: secret, IAMAuth: "REQUIRED" }]
}
resource caches AWS::ElastiCache::SubnetGroup { Description: "both zones", SubnetIds: [near, far] }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "sessions", Engine: "redis", CacheNodeType: "cache.t4g.small", NumCacheClusters: 2, Port: 6380
  AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, MultiAZEnabled: true, AutomaticFailoverEnabled: true
  CacheSubnetGroupName: caches, AuthToken: "{{resolve:secretsmanager:cache:SecretString:token}}", SnapshotRetentionLimit: 15
}
resource files AWS::EFS::FileSystem { Encrypted: true, KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource vault AWS::Backup::BackupVault { BackupVaultName: "kept", EncryptionKeyArn: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource plan AWS::Backup::BackupPlan { BackupPlan: { BackupPlanName: "daily", BackupPlanRule: [{ RuleName: "daily", TargetBackupVault: vault, ScheduleExpression: "cron(0 18 * * ? *)" }] } }
resource chosen AWS::Backup::BackupSelection { BackupPlanId: plan, BackupSelection: {
  SelectionName: "databases", IamRoleArn: monitor.Arn
  Resources: [
    "arn:${aws.partition}:rds:${aws.region}:${aws.account}:db:${database}"
    , "arn:${aws.partition}:rds:${aws.region}:${aws.account}:cluster:${cluster}"
    , files.Arn
  ]
} }

# ---- edge

resource firewall AWS::WAFv2::WebACL {
  Scope: "REGIONAL", DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "all" }
  Rules: [{ Name: "rate", Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: "IP" } }
            VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "rate" } }]
}
resource before AWS::WAFv2::WebACLAssociation { WebACLArn: firewall.Arn, ResourceArn: balancer }
resource requests AWS::Logs::LogGroup { LogGroupName: "aws-waf-logs-good", RetentionInDays: 365, KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource firewall_log AWS::WAFv2::LoggingConfiguration { ResourceArn: firewall.Arn, LogDestinationConfigs: ["arn:${aws.partition}:logs:${aws.region}:${aws.account}:log-group:aws-waf-logs-good"] }
param edge_firewall: arn
resource distribution AWS::CloudFront::Distribution { DistributionConfig: {
  Enabled: true, DefaultRootObject: "index.html", Logging: { Bucket: access.DomainName }, WebACLId: edge_firewall
  Aliases: ["shop.example.com"], ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  Origins: [{ Id: "web", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] } }]
  DefaultCacheBehavior: { TargetOriginId: "web", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }
  CacheBehaviors: [{ PathPattern: "/api/*", TargetOriginId: "web", ViewerProtocolPolicy: "https-only", CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" }]
  Restrictions: { GeoRestriction: { RestrictionType: "whitelist", Locations: ["JP"] } }
} }
resource zone AWS::Route53::HostedZone { Name: "example.com", QueryLoggingConfig: { CloudWatchLogsLogGroupArn: "arn:${aws.partition}:logs:us-east-1:${aws.account}:log-group:names" } }

# ---- logs and trails

resource plain AWS::S3::Bucket {
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  VersioningConfiguration: { Status: "Enabled" }, LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 365 }] }
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key.Arn } }] }
  LoggingConfiguration: { DestinationBucketName: access, LogFilePrefix: "plain/" }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource access AWS::S3::Bucket {
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  VersioningConfiguration: { Status: "Enabled" }, LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 365 }] }
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", Metadata: { cdk_nag: { rules_to_suppress: [
  { id: "NIST.800.53.R5-S3DefaultEncryptionKMS", reason: "access logs are written into a bucket with keys of S3 only" }
] } } }
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
} with { DependsOn: [policy["plain"]] }

# ---- identities, secrets, messages

resource reads AWS::IAM::ManagedPolicy {
  Groups: [people], PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["${plain.Arn}/index.html"] }] }
}
resource people AWS::IAM::Group {}
resource person AWS::IAM::User { Groups: [people] }
resource secret AWS::SecretsManager::Secret { KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource rotation AWS::SecretsManager::RotationSchedule { SecretId: secret, RotationLambdaARN: rotator, RotationRules: { AutomaticallyAfterDays: 30 } }
param rotator: arn
resource topic AWS::SNS::Topic { KmsMasterKeyId: key.Arn }
resource alarm AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Namespace: "Shop", MetricName: "failed", Period: 60, Statistic: "Sum", Threshold: 0
  AlarmActions: [topic], ActionsEnabled: true
}
resource queue AWS::SQS::Queue { SqsManagedSseEnabled: true } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource containers AWS::ECS::Cluster { ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }] }
