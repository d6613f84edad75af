param group: string
resource policy AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 }
  ]
}
