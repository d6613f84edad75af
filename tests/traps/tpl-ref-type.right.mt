resource main AWS::EC2::VPC {
  CidrBlock: 10.0.0.0/16
}
resource near AWS::EC2::Subnet {
  VpcId: main
  CidrBlock: 10.0.0.0/24
}
resource card AWS::EC2::NetworkInterface {
  SubnetId: near
}
