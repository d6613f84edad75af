resource zone AWS::Route53::HostedZone { Name: "example.com" }
resource www AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "example.com" #~ MT3429
  Type: "CNAME"
  TTL: "300"
  ResourceRecords: ["lb.example.net"]
}
resource b AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "www.example.com"
  Type: "CNAME"
  TTL: "300"
  ResourceRecords: ["lb.example.net"]
}
resource c AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "WWW.example.com." #~ MT3429
  Type: "TXT"
  TTL: "300"
  ResourceRecords: ['"text"']
}
