param block: cidr = 172.16.0.0/12
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/15 } #~ MT3103
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/29 } #~ MT3103
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/28, Ipv6CidrBlock: "2001:db8::/65" } #~ MT3103
resource api AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/28, Ipv6CidrBlock: "2001:db8:1::/62" } #~ MT3103
resource other AWS::EC2::VPC { CidrBlock: block } #~ MT3103
