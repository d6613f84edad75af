resource a AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "a.example.com"
  Type: "A"
  TTL: "300" #~ MT3421
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" }
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "b.example.com"
  Type: "A"
  ResourceRecords: ["192.0.2.1"] #~ MT3421
  AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" }
}
resource c AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  ResourceRecords: ["192.0.2.1"] #~ MT3421
}
resource d AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "d.example.com" #~ MT3421
  Type: "A"
}
resource group AWS::Route53::RecordSetGroup {
  HostedZoneName: "example.com."
  RecordSets: [
    { Name: "e.example.com", Type: "A", TTL: "60", ResourceRecords: ["192.0.2.1"] },
    { Name: "f.example.com", Type: "A", TTL: "60", AliasTarget: { DNSName: "lb.example.net", HostedZoneId: "Z14GRHDCWA56QT" } } #~ MT3421
  ]
}
