param gateway: string
param nat: string
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway }
resource through AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat } #~ MT3111
