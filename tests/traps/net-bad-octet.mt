resource main AWS::EC2::VPC {
  CidrBlock: "10.0.256.0/16" #~ MT2017
}
