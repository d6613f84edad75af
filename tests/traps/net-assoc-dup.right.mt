param isolated: bool = false
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24 }
resource public AWS::EC2::RouteTable { VpcId: vpc }
resource private AWS::EC2::RouteTable { VpcId: vpc }
resource first AWS::EC2::SubnetRouteTableAssociation { SubnetId: web, RouteTableId: public }
when isolated {
  resource second AWS::EC2::SubnetRouteTableAssociation { SubnetId: app, RouteTableId: private }
} else {
  resource third AWS::EC2::SubnetRouteTableAssociation { SubnetId: app, RouteTableId: public }
}
