resource zone AWS::Route53::HostedZone { Name: "example.com" }
resource www AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "example.com" #~ MT3429
  Type: "CNAME"
  TTL: "300"
  ResourceRecords: ["lb.example.net"]
}
