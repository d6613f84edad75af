param subnet: AWS::EC2::Subnet::Id
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24 }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource of_web AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: table }
resource out AWS::EC2::Route {
  RouteTableId: table
  DestinationCidrBlock: 0.0.0.0/0
  GatewayId: gateway
} with { DependsOn: [attachment] }
resource address AWS::EC2::EIP { Domain: "vpc" } with { DependsOn: [attachment] }
resource more AWS::EC2::EIP { Domain: "vpc" }
resource nat AWS::EC2::NatGateway { SubnetId: web, AllocationId: address.AllocationId }
resource inner AWS::EC2::NatGateway { SubnetId: app, ConnectivityType: "private" }
resource elsewhere AWS::EC2::NatGateway { SubnetId: subnet, AllocationId: more.AllocationId }
