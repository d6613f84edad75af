resource a AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "a" }
  Rules: [
    { Name: "common", Priority: 1, Action: { Block: {} }, Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "common" } } #~ MT3415
  ]
}
resource b AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "b" }
  Rules: [
    { Name: "common", Priority: 1, Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "common" } } #~ MT3415
  ]
}
resource c AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "c" }
  Rules: [
    { Name: "rate", Priority: 1, OverrideAction: { None: {} }, Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: 1000 } }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "rate" } } #~ MT3415
  ]
}
