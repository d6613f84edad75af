resource near AWS::EC2::Subnet {
  VpcId: "vpc-0123456789abcdef0"
  CidrBlok: 10.0.0.0/24 #~ MT2003
}
