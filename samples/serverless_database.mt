# A database that grows and shrinks with its load: a network in two zones with one NAT gateway; a load balancer and instances;
# Aurora with a writer and a reader in isolated subnets, each between half a capacity unit (1 GiB of memory) and sixteen,
# behind a proxy that holds its connections; alarms to somebody's e-mail.
#
# What costs most: Aurora by the second for the units that load asks for, a unit in all at night; by the hour two instances
# and more, a NAT gateway, the load balancer, the proxy.

## A web application whose database, Aurora Serverless, follows the load
architecture serverless_database

azs 2

## ACM certificate of the HTTPS listener, in the stack's own region
param certificate: arn
## Who is told of alarms
param operator: string { pattern: '^[^@]+@[^@]+$' }

input capacity: range = 0.5..16
env staging { capacity: 0..2 }

tags { Application: "shop", ManagedBy: "mtc" }

network main { cidr: 10.2.0.0/16, isolated: null }

tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling  { network: main, instance_type: "t4g.small", size: 2..8, scale: { requests: 600 }, reads: [db.secret] }
tier db  = aurora {
  network: main
  subnets: main.isolated
  engine: "postgres"
  serverless: capacity
  name: "shop"
  backup: 30d
  proxy: true
}

flow internet -> lb : http, https
flow lb       -> web
flow web      -> db
flow web      -> internet : https

alarms watch { tiers: [lb, web, db], email: operator, thresholds: { "db.cpu": 90 } }

output url      = "https://${lb.dns_name}"
output database = db.proxy_address { description: "where the instances connect" }
output reader   = db.reader_address

test "staging sleeps" with { env: "staging" } {
  expect logical("DbCluster").ServerlessV2ScalingConfiguration.MinCapacity == 0
  expect logical("DbInstance1").DBInstanceClass == "db.serverless"
}
