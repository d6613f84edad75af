resource near AWS::EC2::Subnet { CidrBlock: 10.0.1.0/24 } #~ MT2004
