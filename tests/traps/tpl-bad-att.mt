resource main AWS::EC2::VPC {
  CidrBlock: 10.0.0.0/16
}
output acl = main.DefaultNetworkAcls #~ MT2002
