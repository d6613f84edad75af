param gateway: string
param nat: string
param direct: bool = false
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource other AWS::EC2::RouteTable { VpcId: vpc }
when direct {
  resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway }
} else {
  resource through AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat }
}
resource half AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/1, NatGatewayId: nat }
resource other_out AWS::EC2::Route { RouteTableId: other, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat }
