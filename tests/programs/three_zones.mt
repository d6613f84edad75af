## Three zones, each with its NAT gateway; two groups behind one load balancer; MariaDB with two replicas
architecture three_zones
azs 3
param certificate: arn
network main { cidr: 10.20.0.0/16, isolated: null, nat: "per_az", endpoints: ["s3", "dynamodb", "ecr.api", "ecr.dkr", "logs"], flow_logs: 30d }
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }, { host: "api.example.com", to: api }, { path: "/img/*", host: "*.example.com", to: web }] }
tier web = auto_scaling { network: main, instance_type: "c7g.large", size: 3..9, scale: { requests: 500 }, protocol: "HTTPS", port: 8443, stickiness: 1h, draining: 60s }
tier api = auto_scaling { network: main, instance_type: "m7i.large", size: 3..12, desired: 6, update: "none", volume: 50GiB, reads: [db.secret], policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
tier db  = database { network: main, subnets: main.isolated, engine: "mariadb", class: "db.r6g.xlarge", storage: 500GiB, max_storage: 2TiB, storage_type: "io1", iops: 10000, replicas: 2, backup: 35d, name: "shop" }
flow internet -> lb : https
flow lb -> web, api
flow web -> api
flow api -> db
flow web, api -> internet : https
output readers = join(",", db.reader_addresses)
output nat = join(",", main.nat_addresses)

test "one of each for each zone" {
  expect len(resources(AWS::EC2::NatGateway)) == 3
  expect len(resources(AWS::EC2::Subnet)) == 9
  expect len(resources(AWS::RDS::DBInstance)) == 3
  expect logical("DbInstance").Iops == 10000
  expect logical("WebTargetGroup").Protocol == "HTTPS"
  expect logical("ApiGroup").DesiredCapacity == 6
}
