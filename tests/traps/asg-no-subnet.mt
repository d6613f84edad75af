param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource group AWS::AutoScaling::AutoScalingGroup { #~ MT3242
  MinSize: 1
  MaxSize: 2
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
