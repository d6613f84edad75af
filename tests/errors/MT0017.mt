resource vpc AWS::EC2::VPC {
  CidrBlock: 10.0.256.0/16 #~ MT0017
}
