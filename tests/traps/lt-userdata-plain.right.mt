resource web AWS::EC2::LaunchTemplate {
  LaunchTemplateData: {
    ImageId: "ami-0123456789abcdef0"
    InstanceType: "t3.micro"
    UserData: base64("#!/bin/sh\nyum update -y\n")
  }
}
