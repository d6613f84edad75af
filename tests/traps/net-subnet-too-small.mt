resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/29 } #~ MT3103
