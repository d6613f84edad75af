param most: int = 3
param subnets: list(AWS::EC2::Subnet::Id)
param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource a AWS::AutoScaling::AutoScalingGroup {
  MinSize: "10" #~ MT3241
  MaxSize: "9"
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource b AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 3
  DesiredCapacity: 5 #~ MT3241
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource c AWS::AutoScaling::AutoScalingGroup {
  MinSize: 2
  MaxSize: 3
  DesiredCapacity: 1 #~ MT3241
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource d AWS::AutoScaling::AutoScalingGroup {
  MinSize: 4 #~ MT3241
  MaxSize: most
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
resource night AWS::AutoScaling::ScheduledAction {
  AutoScalingGroupName: a
  Recurrence: "0 20 * * *"
  MinSize: 5 #~ MT3241
  MaxSize: 1
}
resource target AWS::ApplicationAutoScaling::ScalableTarget {
  ServiceNamespace: "ecs"
  ScalableDimension: "ecs:service:DesiredCount"
  ResourceId: "service/shop/web"
  MinCapacity: 1
  MaxCapacity: 10
  ScheduledActions: [
    { ScheduledActionName: "up", Schedule: "cron(0 8 * * ? *)", ScalableTargetAction: { MinCapacity: 20, MaxCapacity: 10 } } #~ MT3241
  ]
}
