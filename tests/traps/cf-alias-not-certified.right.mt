param policy: string
resource certificate AWS::CertificateManager::Certificate { DomainName: "example.com", SubjectAlternativeNames: ["*.example.com"], ValidationMethod: "DNS" }
resource site AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Aliases: ["example.com", "www.example.com"]
    Origins: [{ Id: "site", DomainName: "origin.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
    ViewerCertificate: { AcmCertificateArn: certificate, SslSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021" }
  }
}
