param gateway: string
param nat: string
param table: string
param direct: bool = false
resource out AWS::EC2::Route {
  RouteTableId: table
  DestinationCidrBlock: 0.0.0.0/0
  GatewayId: if direct then gateway else null
  NatGatewayId: if direct then null else nat
}
