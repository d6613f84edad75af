resource zone AWS::Route53::HostedZone { Name: "example.com" }
resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.org" #~ MT3432
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "notexample.com" #~ MT3432
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
resource c AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "www" #~ MT3432
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
