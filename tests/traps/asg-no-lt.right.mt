param subnets: list(AWS::EC2::Subnet::Id)
param template: string
resource group AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: "3" }
}
