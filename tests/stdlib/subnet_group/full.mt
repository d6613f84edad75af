# Groups of each kind: by order, by slot and by their networks; in two networks.
azs 3

network main { nat: "per_az" }

subnet_group edge  { network: main, route: "internet" }
subnet_group jobs  { network: main, route: "nat" }
subnet_group data  { network: main, route: "none", slot: 7 }
subnet_group cache { network: main, route: "none", cidrs: [10.0.240.0/26, 10.0.240.64/26, 10.0.240.128/26] }

param vpc: AWS::EC2::VPC::Id
param table: string
existing_network office { vpc: vpc, cidr: 10.8.0.0/16, public_route_tables: [table] }
subnet_group desk { network: office, route: "internet", slot: 0 }

output data   = join(",", data.subnets)
output tables = join(",", jobs.route_tables)
