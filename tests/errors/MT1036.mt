resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource near AWS::EC2::Subnet {
  VpcId: vpc
  CidrBlock: subnet(10.0.0.0/16, 24, 256) #~ MT1036
}
