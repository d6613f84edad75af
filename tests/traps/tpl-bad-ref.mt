resource main AWS::EC2::VPC {
  CidrBlock: 10.0.0.0/16
}
resource near AWS::EC2::Subnet {
  VpcId: maim #~ MT1001
  CidrBlock: 10.0.0.0/24
}
