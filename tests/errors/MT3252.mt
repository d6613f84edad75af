param group: string
resource gap AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 2 }, #~ MT3252
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 }
  ]
}
resource overlap AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 5, ScalingAdjustment: 2 } #~ MT3252
  ]
}
resource open AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 } #~ MT3252
  ]
}
resource below AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 } #~ MT3252
  ]
}
resource both AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { ScalingAdjustment: 1 } #~ MT3252
  ]
}
resource lows AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
    { MetricIntervalUpperBound: -5, ScalingAdjustment: -2 } #~ MT3252
  ]
}
resource back AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 } #~ MT3252
  ]
}
resource right AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalUpperBound: -10, ScalingAdjustment: -2 },
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
    { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }
  ]
}
