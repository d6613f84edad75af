resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  SetIdentifier: "one"
  Weight: 10
  Region: "us-east-1" #~ MT3425
}
