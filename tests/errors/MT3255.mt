param group: string
resource policy AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "TargetTrackingScaling"
  TargetTrackingConfiguration: { TargetValue: 50 } #~ MT3255
}
