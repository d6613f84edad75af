resource acl AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "acl" }
}
resource log AWS::Logs::LogGroup { LogGroupName: "aws-waf-logs-shop", RetentionInDays: 30 } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource logging AWS::WAFv2::LoggingConfiguration { ResourceArn: acl.Arn, LogDestinationConfigs: [log.Arn] }
