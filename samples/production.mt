# Everything of the reference architecture: a network with three kinds of subnets in two zones and a NAT gateway in each;
# a load balancer with a web firewall before instances and containers; PostgreSQL with a standby, a replica and a proxy;
# a cache; a bastion; logs of all of them with their key, a trail, alarms, a dashboard, backups. Three templates: the
# main one, a vault in another region that is deployed before it, and CloudFront with its firewall and the names in
# us-east-1, deployed after it.
#
# What costs most, by the hour: two NAT gateways, five instances and more, two containers and more, three databases, two
# cache nodes, the proxy, six interface endpoints; by the month: two firewalls, 17 alarms, two keys.

## 本番環境の全構成: every tier, log, alarm, backup and edge service of the architecture, in two regions.
architecture production

azs 2

## Public host name of the application
param domain: string = "shop.example.com"
## Hosted zone of the domain
param zone: AWS::Route53::HostedZone::Id
## ACM certificate for the load balancer, in the stack's own region
param certificate: arn
## ACM certificate for CloudFront, in us-east-1
param edge_certificate: arn
## Where alarms are sent
param operator: string { pattern: "^[^@]+@[^@]+$" }

input dr_region: string = "ap-northeast-3"
input instance_type: string = "m6i.large"

tags { Application: "shop", Environment: "production" }

network main { cidr: 10.0.0.0/16, nat: "per_az", isolated: null, flow_logs: 90d, endpoints: ["s3"] }

log_key key {}
log_bucket logs { keep: 365d }

tier lb    = load_balancer { network: main, certificate: certificate, access_logs: logs, waf: firewall,
                             routes: [{ to: web }, { path: "/api/*", to: api }] }
tier web   = auto_scaling  { network: main, instance_type: instance_type, size: 4..12, scale: { cpu: 70% }, reads: [db.secret] }
tier api   = service       { network: main, image: "public.ecr.aws/docker/library/httpd:2.4", port: 8080, count: 2..8, secrets: { DB: db.secret } }
tier db    = database      { network: main, subnets: main.isolated, engine: "postgres", class: "db.m6i.large", storage: 100GiB, max_storage: 500GiB,
                             backup: 30d, replicas: 1, proxy: true, insights: true }
tier cache = cache         { network: main, subnets: main.isolated, nodes: 2 }
tier jump  = bastion       { network: main }

flow internet -> lb    : http, https
flow lb       -> web   : http
flow lb       -> api   : 8080
flow web, api -> db
flow web, api -> cache
flow web, api -> internet : https
flow jump     -> web   : ssh

web_firewall     firewall { rate: 2000 }
session_manager  access   { network: main }
audit_trail      trail    { bucket: logs, key: key }
alarms           watch    { tiers: [lb, web, api, db, cache], email: operator }
dashboard        overview { tiers: [lb, web, api, db, cache] }
backup           vault    { tiers: [db], keep: 35d, copy_to: recovery.vault }

stack recovery in dr_region {
  resource vault AWS::Backup::BackupVault { BackupVaultName: "shop-recovery" } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
    Metadata: { checkov: { skip: [{ id: "CKV_AWS_166", comment: "Encrypted with AWS Backup's own key, as copies are" }] } }
  }
}

stack edge in "us-east-1" {
  web_firewall     firewall { scope: "cloudfront", rate: 2000 }
  content_delivery cdn      { origin: lb, domain: domain, certificate: edge_certificate, waf: firewall }
  dns              names    { zone: zone, records: { "${domain}": cdn }, health: { host: domain, path: "/health" } }
}

assert internet -> web via lb
assert internet -> api via lb
assert no internet -> db
assert no internet -> cache
assert no jump -> db
# allow MT4007: one bastion is enough: nothing depends on it
assert survives loss of any az

output url = "https://${domain}"
