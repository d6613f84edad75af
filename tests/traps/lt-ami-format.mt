resource web AWS::EC2::LaunchTemplate {
  LaunchTemplateData: {
    ImageId: "ami-0123456789abcdef" #~ MT2017
    InstanceType: "t3.micro"
    UserData: base64("#!/bin/sh")
  }
}
