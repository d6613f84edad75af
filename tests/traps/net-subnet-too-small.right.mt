resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/28, Ipv6CidrBlock: "2001:db8::/64" }
