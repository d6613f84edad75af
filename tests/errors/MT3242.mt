param zones: string = ""
param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource a AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: [] #~ MT3242
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource b AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  AvailabilityZones: fn.GetAZs("")
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource c AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  AvailabilityZones: if zones == "" then fn.GetAZs("") else split(",", zones)
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
