param vpc: AWS::EC2::VPC::Id
param zone: string = "us-east-1a" { allowed: ["us-east-1a", "eu-west-1a"] }
param other: string = "us-east-1b" { allowed: ["us-east-1b", "eu-west-1b"] }
stack tokyo in "ap-northeast-1" {
  resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "ap-northeast-1a" }
  resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: fn.Select(1, fn.GetAZs("")) }
}
resource near AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: zone }
resource far AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: other }
