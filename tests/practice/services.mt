## What good.mt says, for services beyond those of three tiers.
architecture services

let near = "subnet-0a1b2c3d4e5f60001"
let far = "subnet-0a1b2c3d4e5f60002"
let vpc = "vpc-0a1b2c3d4e5f60001"
let group = "sg-0a1b2c3d4e5f60001"
let role = "arn:aws:iam::123456789012:role/works"
let certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
param image: AWS::EC2::Image::Id
let log = "arn:aws:logs:ap-northeast-1:123456789012:log-group:kept:*"

let zones = [near, far]

resource key AWS::KMS::Key {
  EnableKeyRotation: true
  KeyPolicy: { Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["kms:*"], Resource: "*" },
    { Effect: "Deny", Principal: { AWS: "*" }, Action: ["kms:CreateGrant"], Resource: ["*"], Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" } } }
  ] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- APIs

resource api AWS::ApiGateway::RestApi { Name: "orders" }
resource validator AWS::ApiGateway::RequestValidator { RestApiId: api, ValidateRequestBody: true, ValidateRequestParameters: true }
resource users_of_api AWS::ApiGateway::Authorizer { RestApiId: api, Name: "users", Type: "COGNITO_USER_POOLS", ProviderARNs: [users.Arn], IdentitySource: "method.request.header.Authorization" }
resource method AWS::ApiGateway::Method {
  RestApiId: api, ResourceId: api.RootResourceId, HttpMethod: "GET", AuthorizationType: "COGNITO_USER_POOLS", AuthorizerId: users_of_api, RequestValidatorId: validator
  Integration: { Type: "MOCK" }
}
resource deployment AWS::ApiGateway::Deployment { RestApiId: api } with { DependsOn: [method] }
resource client_certificate AWS::ApiGateway::ClientCertificate {}
resource stage AWS::ApiGateway::Stage {
  RestApiId: api, DeploymentId: deployment, StageName: "live", TracingEnabled: true, ClientCertificateId: client_certificate
  AccessLogSetting: { DestinationArn: log, Format: "$context.requestId" }, CacheClusterEnabled: true, CacheClusterSize: "0.5"
  MethodSettings: [{ HttpMethod: "*", ResourcePath: "/*", LoggingLevel: "ERROR", CachingEnabled: true, CacheDataEncrypted: true }]
}
param firewall: arn
resource before_stage AWS::WAFv2::WebACLAssociation { WebACLArn: firewall, ResourceArn: "arn:${aws.partition}:apigateway:${aws.region}::/restapis/${api}/stages/${stage}" }
resource name_of_api AWS::ApiGateway::DomainName { DomainName: "api.example.com", SecurityPolicy: "TLS_1_2", RegionalCertificateArn: certificate, EndpointConfiguration: { Types: ["REGIONAL"] } }
resource light AWS::ApiGatewayV2::Api { Name: "light", ProtocolType: "HTTP" }
resource light_stage AWS::ApiGatewayV2::Stage { ApiId: light, StageName: "live", AccessLogSettings: { DestinationArn: log, Format: "$context.requestId" } }
resource light_route AWS::ApiGatewayV2::Route { ApiId: light, RouteKey: "GET /", AuthorizationType: "AWS_IAM" }
resource graph AWS::AppSync::GraphQLApi {
  Name: "graph", AuthenticationType: "AWS_IAM", Visibility: "PRIVATE", LogConfig: { CloudWatchLogsRoleArn: role, FieldLogLevel: "ERROR", ExcludeVerboseContent: false }
}
resource graph_cache AWS::AppSync::ApiCache { ApiId: graph.ApiId, ApiCachingBehavior: "FULL_REQUEST_CACHING", Ttl: 300, Type: "SMALL", TransitEncryptionEnabled: true, AtRestEncryptionEnabled: true }

# ---- functions, state machines

resource failed AWS::SQS::Queue { SqsManagedSseEnabled: true, RedriveAllowPolicy: { redrivePermission: "allowAll" } } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource failed_policy AWS::SQS::QueuePolicy { Queues: [failed], PolicyDocument: { Version: "2012-10-17", Statement: [
  { Effect: "Deny", Principal: "*", Action: ["sqs:*"], Resource: [failed.Arn], Condition: { Bool: { "aws:SecureTransport": "false" } } }
] } }
resource function AWS::Lambda::Function {
  Code: { ZipFile: "exports.handler = async () => 0" }, Handler: "index.handler", Role: role, Runtime: "nodejs24.x", ReservedConcurrentExecutions: 10
  DeadLetterConfig: { TargetArn: failed.Arn }, VpcConfig: { SubnetIds: zones, SecurityGroupIds: [group] }
}
resource caller AWS::Lambda::Permission { Action: "lambda:InvokeFunction", FunctionName: function, Principal: "123456789012" }
resource layer AWS::Lambda::LayerVersion { Content: { S3Bucket: "layers", S3Key: "first.zip" } }
resource layer_user AWS::Lambda::LayerVersionPermission { Action: "lambda:GetLayerVersion", LayerVersionArn: layer, Principal: "123456789012" }
resource url AWS::Lambda::Url { TargetFunctionArn: function.Arn, AuthType: "AWS_IAM", Cors: { AllowOrigins: ["https://example.com"] } }
resource machine AWS::StepFunctions::StateMachine {
  RoleArn: role, Definition: { StartAt: "End", States: { End: { Type: "Succeed" } } }
  LoggingConfiguration: { Level: "ALL", Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: log } }] }, TracingConfiguration: { Enabled: true }
}
resource bus AWS::Events::EventBus { Name: "orders" }
resource bus_user AWS::Events::EventBusPolicy { StatementId: "others", EventBusName: bus, Statement: {
  Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::210987654321:root" }, Action: "events:PutEvents", Resource: bus.Arn
} }
resource told AWS::Logs::LogGroup { RetentionInDays: 365 } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", Metadata: {
  cdk_nag: { rules_to_suppress: [{ id: "NIST.800.53.R5-CloudWatchLogGroupEncrypted", reason: "Nothing secret is told" }] }
  guard: { SuppressedRules: ["CT.CLOUDWATCH.PR.3"], Reasons: { "CT.CLOUDWATCH.PR.3": "Nothing secret is told" } }
} }
resource bot AWS::Lex::Bot { Name: "bot", RoleArn: role, DataPrivacy: { ChildDirected: false }, IdleSessionTTLInSeconds: 300, TestBotAliasSettings: { ConversationLogSettings: {
  AudioLogSettings: [{ Enabled: true, Destination: { S3Bucket: { KmsKeyArn: key.Arn, LogPrefix: "bot", S3BucketArn: "arn:${aws.partition}:s3:::bot-logs" } } }]
} } }

# ---- containers

resource task AWS::ECS::TaskDefinition {
  Family: "web", NetworkMode: "awsvpc", RequiresCompatibilities: ["FARGATE"], Cpu: "256", Memory: "512", ExecutionRoleArn: role, PidMode: "task"
  ContainerDefinitions: [{
    Name: "web", Image: "public.ecr.aws/nginx/nginx:1.27", Memory: 512, User: "1000", ReadonlyRootFilesystem: true, Privileged: false
    LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": "web", "awslogs-region": aws.region, "awslogs-stream-prefix": "web" } }
  }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task, LaunchType: "FARGATE", DesiredCount: 2, PlatformVersion: "LATEST"
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: zones, SecurityGroups: [group], AssignPublicIp: "DISABLED" } }
}
resource cluster AWS::EKS::Cluster {
  RoleArn: role, ResourcesVpcConfig: { SubnetIds: zones, EndpointPublicAccess: false, EndpointPrivateAccess: true }
  EncryptionConfig: [{ Resources: ["secrets"], Provider: { KeyArn: key.Arn } }]
  Logging: { ClusterLogging: { EnabledTypes: [for kind in ["api", "audit", "authenticator", "controllerManager", "scheduler"]: { Type: kind }] } }
}
resource images AWS::ECR::Repository {
  LifecyclePolicy: { LifecyclePolicyText: "{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"untagged\",\"countType\":\"imageCountMoreThan\",\"countNumber\":9},\"action\":{\"type\":\"expire\"}}]}" }
  ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: "IMMUTABLE"
  RepositoryPolicyText: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: ["ecr:BatchGetImage"] }] }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }

# ---- builds

resource build AWS::CodeBuild::Project {
  ServiceRole: role, EncryptionKey: key.Arn, Artifacts: { Type: "S3", Location: "built", EncryptionDisabled: false }
  Source: { Type: "GITHUB", Location: "https://github.com/example/shop.git" }
  Environment: { Type: "LINUX_CONTAINER", ComputeType: "BUILD_GENERAL1_SMALL", Image: "aws/codebuild/standard:7.0", PrivilegedMode: false
                 EnvironmentVariables: [{ Name: "STAGE", Value: "live" }] }
  LogsConfig: { CloudWatchLogs: { Status: "ENABLED", GroupName: "build" }, S3Logs: { Status: "ENABLED", Location: "build-logs/", EncryptionDisabled: false } }
}
resource desk AWS::Cloud9::EnvironmentEC2 { InstanceType: "t3.small", ImageId: "amazonlinux-2023-x86_64", ConnectionType: "CONNECT_SSM", SubnetId: near }
resource beanstalk AWS::ElasticBeanstalk::Environment { ApplicationName: "shop", SolutionStackName: "64bit Amazon Linux 2023 v4.3.0 running Python 3.11", OptionSettings: [
  { Namespace: "aws:ec2:vpc", OptionName: "VPCId", Value: vpc },
  { Namespace: "aws:elasticbeanstalk:managedactions", OptionName: "ManagedActionsEnabled", Value: "true" },
  { Namespace: "aws:elasticbeanstalk:managedactions", OptionName: "PreferredStartTime", Value: "Sun:18:00" },
  { Namespace: "aws:elasticbeanstalk:managedactions:platformupdate", OptionName: "UpdateLevel", Value: "minor" },
  { Namespace: "aws:elasticbeanstalk:hostmanager", OptionName: "LogPublicationControl", Value: "true" },
  { Namespace: "aws:elasticbeanstalk:healthreporting:system", OptionName: "SystemType", Value: "enhanced" },
  { Namespace: "aws:elasticbeanstalk:cloudwatch:logs", OptionName: "StreamLogs", Value: "true" }
] }

# ---- users

resource users AWS::Cognito::UserPool {
  Policies: { PasswordPolicy: { MinimumLength: 12, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true, RequireLowercase: true } }
  MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"], UserPoolTier: "PLUS"
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource guests AWS::Cognito::IdentityPool { AllowUnauthenticatedIdentities: false }

# ---- firewalls, trails, detectors, gateways

resource rules AWS::WAFv2::RuleGroup {
  Scope: "REGIONAL", Capacity: 10, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "rules" }
  Rules: [{ Name: "rate", Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: "IP" } }
            VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "rate" } }]
}
resource old_set AWS::WAF::IPSet { Name: "old" }
resource old_rule AWS::WAF::Rule { Name: "old", MetricName: "old", Predicates: [{ DataId: old_set, Negated: false, Type: "IPMatch" }] }
resource old_acl AWS::WAF::WebACL { Name: "old", MetricName: "old", DefaultAction: { Type: "ALLOW" }, Rules: [{ Priority: 1, RuleId: old_rule, Action: { Type: "BLOCK" } }] }
resource regional_set AWS::WAFRegional::IPSet { Name: "regional" }
resource regional_rule AWS::WAFRegional::Rule { Name: "regional", MetricName: "regional", Predicates: [{ DataId: regional_set, Negated: false, Type: "IPMatch" }] }
resource regional_acl AWS::WAFRegional::WebACL { Name: "regional", MetricName: "regional", DefaultAction: { Type: "ALLOW" }, Rules: [{ Priority: 1, RuleId: regional_rule, Action: { Type: "BLOCK" } }] }
resource stateless AWS::NetworkFirewall::RuleGroup { RuleGroupName: "stateless", Type: "STATELESS", Capacity: 10, RuleGroup: { RulesSource: { StatelessRulesAndCustomActions: { StatelessRules: [
  { Priority: 1, RuleDefinition: { Actions: ["aws:drop"], MatchAttributes: { Protocols: [17] } } }
] } } } }
resource stateful AWS::NetworkFirewall::RuleGroup { RuleGroupName: "stateful", Type: "STATEFUL", Capacity: 10, RuleGroup: { RulesSource: { RulesString: "drop tcp any any -> any 23 (sid:1;)" } } }
resource packets AWS::NetworkFirewall::FirewallPolicy { FirewallPolicyName: "packets", FirewallPolicy: {
  StatelessDefaultActions: ["aws:forward_to_sfe"], StatelessFragmentDefaultActions: ["aws:drop"], StatefulRuleGroupReferences: [{ ResourceArn: stateful }]
} }
resource wall AWS::NetworkFirewall::Firewall { FirewallName: "wall", VpcId: vpc, FirewallPolicyArn: packets, SubnetMappings: [for zone in zones: { SubnetId: zone }] }
resource events AWS::CloudTrail::EventDataStore { Name: "events", KmsKeyId: key.Arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource detector AWS::GuardDuty::Detector { Enable: true, DataSources: { S3Logs: { Enable: true } } }
resource hub AWS::EC2::TransitGateway { AutoAcceptSharedAttachments: "disable" }

# ---- what came before its successors

resource classic AWS::ElasticLoadBalancing::LoadBalancer {
  Scheme: "internal", Subnets: zones, CrossZone: true, ConnectionDrainingPolicy: { Enabled: true, Timeout: 60 }
  Listeners: [{ LoadBalancerPort: "443", InstancePort: "443", Protocol: "SSL", InstanceProtocol: "SSL", SSLCertificateId: "arn:aws:acm:ap-northeast-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", PolicyNames: ["tls"] }]
  Policies: [{ PolicyName: "tls", PolicyType: "SSLNegotiationPolicyType", Attributes: [{ Name: "Reference-Security-Policy", Value: "ELBSecurityPolicy-TLS-1-2-2017-01" }] }]
  AccessLoggingPolicy: { Enabled: true, S3BucketName: "classic-logs" }
}
resource launch AWS::AutoScaling::LaunchConfiguration {
  ImageId: image, InstanceType: "t3.micro", MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 }, AssociatePublicIpAddress: false
  BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8 } }], InstanceMonitoring: true
}
resource films AWS::MediaStore::Container {
  ContainerName: "films", AccessLoggingEnabled: true, MetricPolicy: { ContainerLevelMetrics: "ENABLED" }, CorsPolicy: [{ AllowedHeaders: ["*"], AllowedMethods: ["GET"], AllowedOrigins: ["https://example.com"] }]
  LifecyclePolicy: "{\"rules\":[]}"
  Policy: "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"tls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"mediastore:*\"],\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}"
}
resource old_films AWS::CloudFront::StreamingDistribution { StreamingDistributionConfig: {
  Comment: "films", Enabled: true, S3Origin: { DomainName: "films.s3.amazonaws.com", OriginAccessIdentity: "origin-access-identity/cloudfront/E1EXAMPLE" }
  TrustedSigners: { Enabled: false }
}, Tags: [] }
