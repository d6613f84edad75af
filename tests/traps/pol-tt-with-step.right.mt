param group: string
resource policy AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "TargetTrackingScaling"
  TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: "ASGAverageCPUUtilization" }, TargetValue: 50 }
}
