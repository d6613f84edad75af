param policy: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "sites", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy } #~ MT3403
  }
}
resource second AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "both", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    CacheBehaviors: [{ PathPattern: "/api/*", TargetOriginId: "api", ViewerProtocolPolicy: "https-only", CachePolicyId: policy }] #~ MT3403
    OriginGroups: {
      Quantity: 1
      Items: [{
        Id: "both"
        FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [500] } }
        Members: { Quantity: 2, Items: [{ OriginId: "site" }, { OriginId: "spare" }] } #~ MT3403
      }]
    }
  }
}
param id: string
resource open AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: id, DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
