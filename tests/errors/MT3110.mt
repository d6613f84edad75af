param gateway: string
param nat: string
param table: string
param direct: bool = false
resource both AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway, NatGatewayId: nat } #~ MT3110
resource neither AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 10.1.0.0/16 } #~ MT3110
resource nowhere AWS::EC2::Route { RouteTableId: table, NatGatewayId: nat } #~ MT3110
resource twice AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 10.2.0.0/16, DestinationIpv6CidrBlock: "::/0", GatewayId: gateway } #~ MT3110
resource sometimes AWS::EC2::Route {
  RouteTableId: table
  DestinationCidrBlock: 10.3.0.0/16
  GatewayId: if direct then gateway else null
  NatGatewayId: nat #~ MT3110
}
