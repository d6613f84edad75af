param policy: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "a.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }, { Id: "site", DomainName: "b.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }] #~ MT3404
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
