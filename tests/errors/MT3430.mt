param check: string
resource a AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "WWW.example.com." #~ MT3430
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
}
resource c AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Weight: 1
  SetIdentifier: "x"
}
resource d AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Weight: 2
  SetIdentifier: "x" #~ MT3430
}
resource e AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "c.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Weight: 2
  SetIdentifier: "y"
}
resource f AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "f.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Failover: "PRIMARY"
  SetIdentifier: "x"
  HealthCheckId: check
}
resource g AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "f.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Failover: "PRIMARY" #~ MT3430
  SetIdentifier: "y"
  HealthCheckId: check
}
