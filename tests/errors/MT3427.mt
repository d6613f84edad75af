resource a AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["2001:db8::1"] #~ MT3427
}
resource b AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "b.example.com"
  Type: "A"
  TTL: "300"
  ResourceRecords: ["192.0.2.1", "192.0.2.256"] #~ MT3427
}
resource c AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "AAAA"
  TTL: "300"
  ResourceRecords: ["192.0.2.1"] #~ MT3427
}
resource d AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "MX"
  TTL: "300"
  ResourceRecords: ["mail.example.com"] #~ MT3427
}
resource e AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "www.example.com"
  Type: "TXT"
  TTL: "300"
  ResourceRecords: ["v=spf1 -all"] #~ MT3427
}
resource f AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "f.example.com"
  Type: "TXT"
  TTL: "300"
  ResourceRecords: ['"v=spf1 -all"']
}
resource g AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "g.example.com"
  Type: "SRV"
  TTL: "300"
  ResourceRecords: ["10 5269 xmpp.example.com"] #~ MT3427
}
resource h AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "h.example.com"
  Type: "CAA"
  TTL: "300"
  ResourceRecords: ['0 issue amazon.com'] #~ MT3427
}
resource i AWS::Route53::RecordSet {
  HostedZoneName: "example.com."
  Name: "i.example.com"
  Type: "MX"
  TTL: "300"
  ResourceRecords: ["10 mail.example.com"]
}
