## Groups of subnets beside those of the network, by slots and by networks
architecture subnet_groups
azs 2
network main { cidr: 172.16.0.0/20 }
subnet_group data { network: main, route: "none" }
subnet_group caches { network: main, route: "none", slot: 6 }
subnet_group edge { network: main, route: "internet" }
subnet_group jobs { network: main, route: "nat", cidrs: [172.16.14.0/24, 172.16.15.0/24] }
tier db = database { network: main, subnets: data.subnets, engine: "postgres" }
tier cache = cache { network: main, subnets: caches.subnets }
tier web = auto_scaling { network: main, subnets: jobs.subnets }
flow web -> db, cache

test "each in its place" {
  expect logical("DataSubnetA").CidrBlock == "172.16.0.96/27"
  expect logical("CachesSubnetB").CidrBlock == "172.16.1.192/27"
  expect logical("JobsSubnetB").CidrBlock == "172.16.15.0/24"
}
