azs 2
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: azs[0] }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: azs[1] }
resource gateway AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource of_a AWS::EC2::SubnetRouteTableAssociation { SubnetId: a, RouteTableId: table }
resource of_b AWS::EC2::SubnetRouteTableAssociation { SubnetId: b, RouteTableId: table }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway } with { DependsOn: [attachment] }
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: [a, b] } with { DependsOn: [out] }
