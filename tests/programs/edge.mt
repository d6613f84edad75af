## CloudFront and its web firewall in us-east-1 before a load balancer elsewhere that has one, too
architecture edge
azs 2
param certificate: arn
param edge_certificate: arn
param zone: AWS::Route53::HostedZone::Id
network main {}
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: web }], waf: regional }
tier web = auto_scaling { network: main }
flow internet -> lb : https
flow lb -> web
web_firewall regional { logs: 365d }
stack edge in "us-east-1" {
  web_firewall firewall { scope: "cloudfront" }
  content_delivery cdn { origin: lb, domain: "www.example.com", aliases: ["example.com"], certificate: edge_certificate, waf: firewall, static: ["/assets/*", "/img/*"], countries: ["JP", "US"], price_class: "200" }
  dns names { zone: zone, records: { "www.example.com": cdn, "example.com": cdn }, ipv6: false }
}

test "two web firewalls, of two scopes" {
  expect logical("RegionalWebAcl").Scope == "REGIONAL"
  expect logical("FirewallWebAcl").Scope == "CLOUDFRONT"
  expect len(logical("CdnDistribution").DistributionConfig.CacheBehaviors) == 2
  expect len(resources(AWS::Route53::RecordSet)) == 2
}
