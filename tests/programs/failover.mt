## DNS failover between two regions, from a third
architecture failover
azs 2
param zone: AWS::Route53::HostedZone::Id
param cert_a: arn
param cert_b: arn
network main { cidr: 10.1.0.0/16 }
tier lb = load_balancer { network: main, certificate: cert_a, routes: [{ to: web }] }
tier web = auto_scaling { network: main }
flow internet -> lb
flow lb -> web
stack second in "eu-central-1" {
  network main { cidr: 10.2.0.0/16 }
  tier lb = load_balancer { network: main, certificate: cert_b, routes: [{ to: web }] }
  tier web = auto_scaling { network: main }
  flow internet -> lb
  flow lb -> web
}
stack names in "us-east-1" {
  dns names { zone: zone, records: { "www.example.com": lb, "example.com": lb }, secondary: second.lb, health: { host: lb.dns_name, path: "/up", interval: 10s } }
}

test "two values of one name from two stacks" {
  expect logical("NamesRecordExampleComA").Failover == "PRIMARY"
  expect logical("NamesRecordExampleComASecondary").Failover == "SECONDARY"
  expect logical("NamesRecordExampleComA").AliasTarget.DNSName != logical("NamesRecordExampleComASecondary").AliasTarget.DNSName
}
