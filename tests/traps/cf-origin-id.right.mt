param policy: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
