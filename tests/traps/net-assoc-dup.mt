resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource public AWS::EC2::RouteTable { VpcId: vpc }
resource private AWS::EC2::RouteTable { VpcId: vpc }
resource first AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: public }
resource second AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: private } #~ MT3112
