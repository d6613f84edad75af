resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Weight: 10 #~ MT3424
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "b.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  SetIdentifier: "one" #~ MT3424
}
