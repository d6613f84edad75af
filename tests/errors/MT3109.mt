resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway } #~ MT3109
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource of_web AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: table }
resource address AWS::EC2::EIP { Domain: "vpc" }
resource nat AWS::EC2::NatGateway { SubnetId: web, AllocationId: address.AllocationId } #~ MT3109
resource host AWS::EC2::Instance { SubnetId: web, ImageId: "ami-0123456789abcdef0" }
resource host_address AWS::EC2::EIP { InstanceId: host } #~ MT3109
resource more AWS::EC2::VPCCidrBlock { VpcId: vpc, CidrBlock: 10.1.0.0/16 }
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.1.0.0/24 } #~ MT3109
resource six AWS::EC2::VPCCidrBlock { VpcId: vpc, AmazonProvidedIpv6CidrBlock: true }
resource api AWS::EC2::Subnet {
  VpcId: vpc
  CidrBlock: 10.0.1.0/24
  Ipv6CidrBlock: fn.Select(0, fn.Cidr(vpc.Ipv6CidrBlocks[0], 8, 64)) #~ MT3109
}
resource transit AWS::EC2::TransitGateway {}
resource to_transit AWS::EC2::TransitGatewayAttachment { TransitGatewayId: transit, VpcId: vpc, SubnetIds: [web] }
resource far AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 10.8.0.0/16, TransitGatewayId: transit } #~ MT3109
