param group: string
resource policy AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "TargetTrackingScaling"
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: "ALBRequestCountPerTarget" } #~ MT3254
    TargetValue: 1000
  }
}
