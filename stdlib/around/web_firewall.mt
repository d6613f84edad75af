## A web firewall (WAFv2).
##
## Makes: the web ACL with AWS's managed rules (common attacks, known bad inputs, SQL injection) and a limit of requests
## from one address; its log group.
##
## Promises: what the rules match is blocked, counted in metrics and logged; secrets are left out of the log.
##
## Costs: the ACL and each of its four rules by the month, requests by the million, the logs.
pattern web_firewall(
  ## "regional" for load balancers; "cloudfront" for distributions, in a stack in us-east-1
  scope: "regional" | "cloudfront" = "regional",
  ## Requests from one address within five minutes, beyond which it is blocked
  rate: int = 2000,
  ## AWS's managed rule groups, in their order
  rule_groups: list(string) = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"],
  ## How long its log is kept
  logs: duration = 90d,
  ## KMS key that encrypts its log; null: CloudWatch's own key
  key: log_key? = null
) {
  assert scope == "regional" or self.region == null or self.region == "us-east-1" else "a web firewall for CloudFront stands in us-east-1, and this stack goes to ${self.region}"
  warn scope == "regional" or self.region != null else "a web firewall for CloudFront stands in us-east-1: put it into a 'stack … in \"us-east-1\"', or deploy this stack there"
  assert not known(rate) or rate >= 10 else "WAF counts from 10 requests"

  accepted acl_accepted {
    because: if contains(rule_groups, "AWSManagedRulesKnownBadInputsRuleSet") then [] else [{
      reason: "The rule groups that were asked for, without AWSManagedRulesKnownBadInputsRuleSet", rules: ["CKV_AWS_192"]
    }]
  }
  # WAF's descriptions take no "_".
  resource web_acl AWS::WAFv2::WebACL {
    Description: "Web firewall ${replace(self.name, "_", "-")}"
    Scope: if scope == "regional" then "REGIONAL" else "CLOUDFRONT"
    DefaultAction: { Allow: {} }
    VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: self.path }
    Rules: flatten([
      {
        Name: "rate"
        Priority: 0
        Action: { Block: {} }
        Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: rate } }
        VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "${self.path}Rate" }
      },
      [for group, i in rule_groups: {
        Name: group
        Priority: i + 1
        OverrideAction: { None: {} }
        Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: group } }
        VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "${self.path}${group}" }
      }]
    ])
  } with {
    Metadata: acl_accepted.metadata
  }

  # WAF writes only to log groups whose names start so. A group with a fixed name does not outlive the stack, which could
  # not be made a second time beside it.
  accepted log_accepted {
    because: flatten([
      if key != null then [] else [{
        reason: "Encrypted with CloudWatch Logs' own key: 'key' names another"
        rules: ["NIST.800.53.R5-CloudWatchLogGroupEncrypted", "CT.CLOUDWATCH.PR.3", "CKV_AWS_158"]
      }],
      if logs.days >= 365 then [] else [{ reason: "What was blocked is of use for weeks: 'logs' keeps it longer", rules: ["CT.CLOUDWATCH.PR.2"] }]
    ])
  }
  resource log_group AWS::Logs::LogGroup {
    LogGroupName: "aws-waf-logs-${aws.stack_name}-${self.name}"
    RetentionInDays: logs.days
    KmsKeyId: if key == null then null else key.arn
  } with {
    DeletionPolicy: "Delete"
    UpdateReplacePolicy: "Delete"
    Metadata: log_accepted.metadata
  }
  # WAF wants the log group's ARN without the ":*" that its own attribute ends in.
  resource logging AWS::WAFv2::LoggingConfiguration {
    ResourceArn: web_acl.Arn
    LogDestinationConfigs: ["arn:${aws.partition}:logs:${aws.region}:${aws.account}:log-group:${log_group}"]
    RedactedFields: [{ SingleHeader: { Name: "authorization" } }, { SingleHeader: { Name: "cookie" } }]
  }

  ## Its ARN
  export arn = web_acl.Arn
}
