param group: AWS::EC2::SecurityGroup::Id
resource one AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource two AWS::EC2::VPC { CidrBlock: 10.1.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: one, CidrBlock: 10.0.0.0/24 }
resource app AWS::EC2::Subnet { VpcId: two, CidrBlock: 10.1.0.0/24 }
resource far AWS::EC2::SecurityGroup { GroupDescription: "far", VpcId: two }
resource near AWS::EC2::SecurityGroup { GroupDescription: "near", VpcId: one }
resource host AWS::EC2::Instance { ImageId: "ami-0123456789abcdef0", SubnetId: web, SecurityGroupIds: [near, group, far] } #~ MT3113
resource fine AWS::EC2::Instance { ImageId: "ami-0123456789abcdef0", SubnetId: web, SecurityGroupIds: [near, group] }
resource names AWS::RDS::DBSubnetGroup { DBSubnetGroupDescription: "both", SubnetIds: [web, app] } #~ MT3113
