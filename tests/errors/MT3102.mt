param third: cidr = 10.0.2.0/25
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource more AWS::EC2::VPCCidrBlock { VpcId: vpc, CidrBlock: 10.0.128.0/17 } #~ MT3102
resource other AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.128/28 } #~ MT3102
resource c AWS::EC2::Subnet { VpcId: vpc, CidrBlock: third }
resource d AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24 } #~ MT3102
resource e AWS::EC2::Subnet { VpcId: vpc, CidrBlock: fn.Select(3, fn.Cidr(vpc.CidrBlock, 8, 8)) }
resource f AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.3.0/24 } #~ MT3102
resource g AWS::EC2::Subnet { VpcId: other, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: "2001:db8:0:1::/64" }
resource h AWS::EC2::Subnet { VpcId: other, CidrBlock: 10.0.1.0/24, Ipv6CidrBlock: "2001:DB8::/60" } #~ MT3102
resource i AWS::EC2::Subnet { VpcId: other, CidrBlock: 10.0.2.0/24, Ipv6CidrBlock: fn.Select(4, fn.Cidr(other.Ipv6CidrBlocks[0], 8, 64)) }
resource j AWS::EC2::Subnet { VpcId: other, CidrBlock: 10.0.3.0/24, Ipv6CidrBlock: fn.Select(4, fn.Cidr(other.Ipv6CidrBlocks[0], 8, 64)) } #~ MT3102
