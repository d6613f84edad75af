resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "CNAME"
  TTL: "300"
  ResourceRecords: ["a.example.net", "b.example.net"] #~ MT3428
}
