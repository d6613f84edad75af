resource a AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  SetIdentifier: "first"
  Failover: "PRIMARY" #~ MT3426
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "b.example.com"
  Type: "A"
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" }
  SetIdentifier: "first"
  Failover: "PRIMARY" #~ MT3426
}
resource c AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT", EvaluateTargetHealth: true }
  SetIdentifier: "first"
  Failover: "PRIMARY"
}
resource d AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  SetIdentifier: "second"
  Failover: "SECONDARY"
}
