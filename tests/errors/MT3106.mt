param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "us-west-2-lax-1a" }
resource app AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: "us-west-1a" } #~ MT3106
stack far in "eu-west-1" {
  param zone: string = "eu-west-2a"
  resource api AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: "eu-central-1a" } #~ MT3106
  resource log AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.3.0/24, AvailabilityZone: zone } #~ MT3106
}
