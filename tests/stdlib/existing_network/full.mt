# Every argument of an existing network; tiers stand in it as in one of ours.
azs 2

param vpc_id: AWS::EC2::VPC::Id
param edge_a: AWS::EC2::Subnet::Id
param edge_b: AWS::EC2::Subnet::Id
param inside_a: AWS::EC2::Subnet::Id
param inside_b: AWS::EC2::Subnet::Id
param data_a: AWS::EC2::Subnet::Id
param data_b: AWS::EC2::Subnet::Id
param edge_table: string
param inside_table: string
param address: string

existing_network main {
  vpc: vpc_id
  cidr: 10.0.0.0/16
  public: [edge_a, edge_b]
  private: [inside_a, inside_b]
  isolated: [data_a, data_b]
  public_route_tables: [edge_table]
  private_route_tables: [inside_table]
  nat_addresses: [address]
}

# allow MT5001: reached over the VPN only
tier lb  = load_balancer { network: main, routes: [{ to: web }] }
tier web = auto_scaling  { network: main }
tier db  = database      { network: main, subnets: main.isolated, engine: "mysql" }

flow vpc -> lb
flow lb  -> web
flow web -> db

subnet_group more  { network: main, route: "nat", slot: 3 }
subnet_group front { network: main, route: "internet", slot: 4 }

output addresses = join(",", main.nat_addresses)
