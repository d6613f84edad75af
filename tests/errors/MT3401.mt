param policy: string
param id: string
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["www.example.com"]
    ViewerCertificate: { AcmCertificateArn: "arn:aws:acm:ap-northeast-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", SslSupportMethod: "sni-only" } #~ MT3401
  }
}
resource unknown AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["b.example.com"]
    ViewerCertificate: { AcmCertificateArn: "arn:${aws.partition}:acm:ap-northeast-1:${aws.account}:certificate/${id}", SslSupportMethod: "sni-only" }
  }
}
resource west AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["c.example.com"]
    ViewerCertificate: { AcmCertificateArn: "arn:aws:acm:us-west-2:${aws.account}:certificate/${id}", SslSupportMethod: "sni-only" } #~ MT3401
  }
}
resource linked AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["d.example.com"]
    ViewerCertificate: { AcmCertificateArn: tokyo.near, SslSupportMethod: "sni-only" } #~ MT3401
  }
}
resource right AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    Aliases: ["e.example.com"]
    ViewerCertificate: { AcmCertificateArn: virginia.far, SslSupportMethod: "sni-only" }
  }
}
stack tokyo in "ap-northeast-1" {
  resource near AWS::CertificateManager::Certificate { DomainName: "d.example.com", ValidationMethod: "DNS" }
}
stack virginia in "us-east-1" {
  resource far AWS::CertificateManager::Certificate { DomainName: "e.example.com", ValidationMethod: "DNS" }
}
resource home AWS::CertificateManager::Certificate { DomainName: "f.example.com", ValidationMethod: "DNS" }
stack edge in "us-east-1" {
  resource uncertain AWS::CloudFront::Distribution {
    DistributionConfig: {
      Enabled: true
      Origins: [{ Id: "site", DomainName: "shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
      DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
      Aliases: ["f.example.com"]
      ViewerCertificate: { AcmCertificateArn: home, SslSupportMethod: "sni-only" } #~ MT3401
    }
  }
}
