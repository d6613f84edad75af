param check: string
resource www AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"]
  Failover: "PRIMARY"
  SetIdentifier: "first"
  HealthCheckId: check
}
