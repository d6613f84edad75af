## A network that already stands: fits wherever a 'network' is asked for.
##
## Makes: nothing.
##
## Promises: nothing about the subnets. Their routes are taken to be in place, and to be what their lists are called.
##
## Costs: nothing.
pattern existing_network(
  ## The VPC's id, or a parameter of type AWS::EC2::VPC::Id
  vpc: string,
  ## Its addresses
  cidr: cidr,
  ## Ids of its public subnets, one for each zone, in order
  public: list(string) = [],
  ## Ids of its private subnets, one for each zone, in order
  private: list(string) = [],
  ## Ids of its isolated subnets, one for each zone, in order
  isolated: list(string) = [],
  ## Id of the public subnets' route table: for a subnet_group with route: "internet"
  public_route_tables: list(string) = [],
  ## Ids of the private subnets' route tables, one or one for each zone: for a subnet_group with route: "nat"
  private_route_tables: list(string) = [],
  ## The addresses under which its private subnets are seen from outside
  nat_addresses: list(string) = []
) {
  ## The VPC
  export vpc = vpc
  ## Its addresses
  export cidr = cidr
  ## Public subnets
  export public = public
  ## Private subnets
  export private = private
  ## Isolated subnets
  export isolated = isolated
  ## Nothing to wait for
  export public_routes = []
  ## Nothing to wait for
  export private_routes = []
  ## The public subnets' route table
  export public_route_tables = public_route_tables
  ## The private subnets' route tables
  export private_route_tables = private_route_tables
  ## The addresses under which private subnets are seen from outside
  export nat_addresses = nat_addresses
}
