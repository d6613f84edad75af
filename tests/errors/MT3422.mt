resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  AliasTarget: { DNSName: "d111111abcdef8.cloudfront.net", HostedZoneId: "Z2FDTNDATAQYW2", EvaluateTargetHealth: true } #~ MT3422
}
