stack edge in "ap-northeast-1" {
  resource acl AWS::WAFv2::WebACL {
    Scope: "CLOUDFRONT" #~ MT3411
    DefaultAction: { Allow: {} }
    VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "acl" }
  }
}
