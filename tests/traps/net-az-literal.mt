param vpc: AWS::EC2::VPC::Id
stack tokyo in "ap-northeast-1" {
  resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "us-east-1a" } #~ MT3106
}
