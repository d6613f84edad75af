resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300" #~ MT3421
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" }
}
