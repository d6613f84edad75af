param group: string
resource policy AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "TargetTrackingScaling"
  TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: "ASGAverageCPUUtilization" }, TargetValue: 50 }
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] #~ MT3251
}
