resource zone AWS::Route53::HostedZone { Name: "example.com" }
resource www AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "example.com"
  Type: "A"
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" }
}
