resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway } #~ MT3109
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource of_web AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: table }
resource host AWS::EC2::Instance { SubnetId: web, ImageId: "ami-0123456789abcdef0" }
resource address AWS::EC2::EIP { Domain: "vpc", InstanceId: host } #~ MT3109
