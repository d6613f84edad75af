param subnet: string = "subnet-1"

resource main AWS::EC2::VPC {
  CidrBlock: "10.0.256.0/16" #~ MT2017
}

resource web AWS::EC2::Instance {
  ImageId: "ami-1234" #~ MT2017
  SubnetId: subnet #~ MT2017
  SecurityGroupIds: ["sg-0123456789abcdef0"]
}

resource template AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { ImageId: "resolve:ssm:/images/web" }
}
