resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["2001:db8::1"] #~ MT3427
}
