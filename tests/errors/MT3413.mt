param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Subnets: subnets }
param policy: string
resource acl AWS::WAFv2::WebACL {
  Scope: "REGIONAL"
  DefaultAction: { Allow: {} }
  VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "acl" }
}
resource tie AWS::WAFv2::WebACLAssociation { ResourceArn: lb, WebACLArn: acl.Arn } #~ MT3413
stack edge in "us-east-1" {
  resource global AWS::WAFv2::WebACL {
    Scope: "CLOUDFRONT"
    DefaultAction: { Allow: {} }
    VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "global" }
  }
}
param pool: arn
resource pools AWS::WAFv2::WebACLAssociation { ResourceArn: pool, WebACLArn: edge.global.Arn } #~ MT3413
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource sites AWS::WAFv2::WebACLAssociation { ResourceArn: "arn:aws:cloudfront::123456789012:distribution/${site}", WebACLArn: acl.Arn }
