stack edge in "us-east-1" {
  resource acl AWS::WAFv2::WebACL {
    Scope: "CLOUDFRONT"
    DefaultAction: { Allow: {} }
    VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "acl" }
  }
}
