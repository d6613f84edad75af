## Tiers in a network that stands already
architecture existing_vpc
azs 2
param vpc_id: AWS::EC2::VPC::Id
param private: list(AWS::EC2::Subnet::Id)
param a: AWS::EC2::Subnet::Id
param b: AWS::EC2::Subnet::Id
param certificate: arn
existing_network main { vpc: vpc_id, cidr: 10.0.0.0/16, public: [a, b], private: private }
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 1..3 }
tier cache = cache { network: main, engine: "redis", nodes: 3, node: "cache.r7g.large", snapshots: null }
tier db = database { network: main, engine: "mysql" }
flow internet -> lb
flow lb -> web
flow web -> cache, db
flow web -> internet : https

test "no network is made" {
  expect len(resources(AWS::EC2::VPC)) == 0
  expect len(resources(AWS::EC2::Subnet)) == 0
  expect len(resources(AWS::ElastiCache::ReplicationGroup)) == 1
}
