param certificate: arn
param own: bool = true
param policy: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["www.example.com"] #~ MT3407
  }
}
resource a AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["a.example.com"] #~ MT3407
    ViewerCertificate: { CloudFrontDefaultCertificate: true }
  }
}
resource b AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: if own then ["b.example.com"] else null
    ViewerCertificate: if own then { AcmCertificateArn: certificate, SslSupportMethod: "sni-only" } else { CloudFrontDefaultCertificate: true }
  }
}
