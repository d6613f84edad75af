param subnets: list(AWS::EC2::Subnet::Id)
param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource group AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: "$Latest" } #~ MT3244
}
resource mixed AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  MixedInstancesPolicy: {
    LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: template, Version: "$Default" } } #~ MT3244
  }
}
param other: string
resource elsewhere AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: other, Version: "$Latest" }
}
