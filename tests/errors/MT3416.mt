resource acl AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "acl" }
}
resource log AWS::Logs::LogGroup { LogGroupName: "waf-${aws.stack_name}", RetentionInDays: 30 } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource logging AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: [log.Arn] } #~ MT3416
resource bare AWS::S3::Bucket {} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource second AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: [bare.Arn] } #~ MT3416
resource third AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: ["arn:${aws.partition}:logs:${aws.region}:${aws.account}:log-group:${log}"] } #~ MT3416
resource fourth AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: ["arn:aws:logs:us-east-1:123456789012:log-group:waf"] } #~ MT3416
param name: string
resource named AWS::Logs::LogGroup { LogGroupName: "${name}-logs", RetentionInDays: 30 } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource fifth AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: [named.Arn] }
resource right AWS::Logs::LogGroup { LogGroupName: "aws-waf-logs-${name}", RetentionInDays: 30 } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource sixth AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: [right.Arn] }
