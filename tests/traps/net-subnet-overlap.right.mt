param stage: string = "test" { allowed: ["test", "live"] }
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource other AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/23 }
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24 }
resource far AWS::EC2::Subnet { VpcId: other, CidrBlock: 10.0.1.0/24 }
when stage == "live" {
  resource large AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.16.0/20 }
} else {
  resource small AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.16.0/24 }
}
