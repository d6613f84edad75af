resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource least AWS::EC2::VPC { CidrBlock: 10.0.0.0/28 }
