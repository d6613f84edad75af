param gateway: string
param nat: string
param table: string
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway, NatGatewayId: nat } #~ MT3110
