param policy: string
resource a AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy, DefaultTTL: 60 } #~ MT3409
  }
}
resource b AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" } #~ MT3409
  }
}
resource c AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", ForwardedValues: { QueryString: false }, DefaultTTL: 60 }
  }
}
