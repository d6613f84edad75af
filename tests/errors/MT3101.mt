param block: cidr = 10.3.0.0/24
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource more AWS::EC2::VPCCidrBlock { VpcId: vpc, CidrBlock: 10.2.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.1.0.0/24 } #~ MT3101
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.2.7.0/24 } with { DependsOn: [more] }
resource api AWS::EC2::Subnet { VpcId: vpc, CidrBlock: block } #~ MT3101
