param group: string
resource a AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "TargetTrackingScaling"
  TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: "ASGAverageCPUUtilization" }, TargetValue: 50 }
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] #~ MT3251
}
resource b AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling" #~ MT3251
  AdjustmentType: "ChangeInCapacity"
}
resource c AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  AdjustmentType: "ChangeInCapacity"
  TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: "ASGAverageCPUUtilization" }, TargetValue: 50 } #~ MT3251
}
resource d AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  AdjustmentType: "ChangeInCapacity"
  ScalingAdjustment: 1
}
resource e AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "PredictiveScaling" #~ MT3251
}
resource f AWS::ApplicationAutoScaling::ScalingPolicy {
  PolicyName: "f"
  PolicyType: "TargetTrackingScaling" #~ MT3251
  ScalingTargetId: group
}
