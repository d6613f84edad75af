param policy: string
resource certificate AWS::CertificateManager::Certificate { DomainName: "*.example.com", ValidationMethod: "DNS" }
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Aliases: ["example.com"] #~ MT3417
    Origins: [{ Id: "site", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  }
}
resource a AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Aliases: ["www.example.com"]
    Origins: [{ Id: "site", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  }
}
resource b AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Aliases: ["a.b.example.com"] #~ MT3417
    Origins: [{ Id: "site", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  }
}
param more: list(string)
resource open AWS::CertificateManager::Certificate { DomainName: "shop.example.com", SubjectAlternativeNames: more, ValidationMethod: "DNS" }
resource c AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Aliases: ["c.example.com"]
    Origins: [{ Id: "site", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    ViewerCertificate: { AcmCertificateArn: open, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  }
}
