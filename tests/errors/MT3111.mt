param gateway: string
param nat: string
param other: cidr = 10.9.0.0/16
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway }
resource through AWS::EC2::Route { RouteTableId: table.RouteTableId, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat } #~ MT3111
resource out6 AWS::EC2::Route { RouteTableId: table, DestinationIpv6CidrBlock: "::/0", GatewayId: gateway }
resource again6 AWS::EC2::Route { RouteTableId: table, DestinationIpv6CidrBlock: "0:0::0/0", GatewayId: gateway } #~ MT3111
resource near AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 10.9.0.0/16, NatGatewayId: nat }
resource far AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: other, NatGatewayId: nat } #~ MT3111
