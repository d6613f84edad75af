param subnet: AWS::EC2::Subnet::Id
param table: string
param acl: string
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource first AWS::EC2::SubnetRouteTableAssociation { SubnetId: subnet, RouteTableId: table }
resource second AWS::EC2::SubnetRouteTableAssociation { SubnetId: subnet, RouteTableId: table } #~ MT3112
resource gateway AWS::EC2::InternetGateway {}
resource spare AWS::EC2::InternetGateway {}
resource attachment AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource more AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: spare } #~ MT3112
resource vpn AWS::EC2::VPCGatewayAttachment { VpcId: vpc, VpnGatewayId: "vgw-0123456789abcdef0" }
resource acl_first AWS::EC2::SubnetNetworkAclAssociation { SubnetId: subnet, NetworkAclId: acl }
resource acl_second AWS::EC2::SubnetNetworkAclAssociation { SubnetId: subnet, NetworkAclId: acl } #~ MT3112
