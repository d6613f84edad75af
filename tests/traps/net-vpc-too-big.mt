resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/8 } #~ MT3103
