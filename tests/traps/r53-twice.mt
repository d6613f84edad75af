resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
resource again AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com" #~ MT3430
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
