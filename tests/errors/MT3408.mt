param certificate: arn
param policy: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["www.example.com"]
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only" }
  }
}
resource other AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["www.example.com"] #~ MT3408
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only" }
  }
}
