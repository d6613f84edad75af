resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route {
  RouteTableId: table
  DestinationCidrBlock: "0.0.0.0/0"
  GatewayId: gateway
} with { DependsOn: [attachment] }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource of_web AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: table }
# It waits for the attachment by way of the route.
resource host AWS::EC2::Instance { SubnetId: web, ImageId: "ami-0123456789abcdef0" } with { DependsOn: [out] }
resource address AWS::EC2::EIP { Domain: "vpc", InstanceId: host }
resource spare AWS::EC2::EIP { Domain: "vpc" }
