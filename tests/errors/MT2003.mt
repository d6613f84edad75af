resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource near AWS::EC2::Subnet {
  VpcId: vpc
  CidrBlok: 10.0.1.0/24 #~ MT2003
}

# What a custom resource takes, its provider knows.
resource custom AWS::CloudFormation::CustomResource {
  ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:provider"
  Colour: "green"
}
