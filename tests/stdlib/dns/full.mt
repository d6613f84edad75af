# Every argument: names known and given at deployment, a health check, and a failover to a page of excuses.
azs 2
param zone: AWS::Route53::HostedZone::Id
param domain: string
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling  { network: main }
flow internet -> lb
flow lb       -> web

content_delivery sorry {}

dns names {
  zone: zone
  records: { "${domain}": lb, "www.${domain}": lb }
  secondary: sorry
  health: { host: lb.dns_name, path: "/health", port: 80, https: false, interval: 10s, failures: 2 }
}
dns plain { zone: zone, records: { "api.example.com": lb }, ipv6: false }

output check = names.health_check
