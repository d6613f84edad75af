## A further group of subnets in a network: one in each zone.
##
## Makes: one subnet in each zone, tied to the network's public table (route: "internet"), to its private tables
## (route: "nat"), or to a table of its own without a route (route: "none").
##
## Promises: without cidrs, the group takes one slot of each zone's share of the network, as the pattern 'network'
## divides it: adding a zone, or a group after the others or with a slot where all have one, moves no other subnet.
## Nothing gets a public address by itself.
##
## Costs: nothing.
pattern subnet_group(
  ## The network that it stands in
  network: network,
  ## Where its default route leads
  route: "internet" | "nat" | "none",
  ## One network for each zone; null: allocated
  cidrs: list(cidr)? = null,
  ## Which eighth of each zone's share, 0 to 7; null: the first group of the file takes 3, the next 4, …
  slot: int? = null
) {
  let place  = slot ?? 3 + self.order
  let blocks = cidrs ?? [for az in azs: subnet(network.cidr, network.cidr.prefix + 7, az.index * 8 + place)]
  let shared = if route == "internet" then network.public_route_tables
               else if route == "nat" then network.private_route_tables
               else []

  assert len(blocks) == len(azs) else "'cidrs' lists ${len(blocks)} networks for ${len(azs)} zones"
  assert cidrs != null or place in 0..7 else "a zone's share of the network has slots 0 to 7, and this is ${place}: give 'cidrs'"
  assert cidrs != null or network.cidr.prefix <= 21 else "${network.cidr} is too small to be divided: give 'cidrs'"
  assert route == "none" or len(shared) > 0 else "the network has no route table for route: \"${route}\""

  for az, i in azs {
    resource subnet[az] AWS::EC2::Subnet {
      VpcId: network.vpc
      AvailabilityZone: az
      CidrBlock: blocks[i]
      MapPublicIpOnLaunch: false
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}-${az.letter}" }]
    }
  }
  if route == "none" {
    resource route_table AWS::EC2::RouteTable {
      VpcId: network.vpc
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
    }
  }
  let tables = if route == "none" then [route_table] else shared
  for az, i in azs {
    resource association[az] AWS::EC2::SubnetRouteTableAssociation {
      SubnetId: subnet[az]
      RouteTableId: if len(tables) == 1 then tables[0] else tables[i]
    }
  }

  ## The subnets, one for each zone, in order
  export subnets = [for az in azs: subnet[az]]
  ## Their route tables: one, or one for each zone
  export route_tables = tables
}
