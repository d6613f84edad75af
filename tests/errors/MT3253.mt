param group: string
resource grow AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalUpperBound: 0, ScalingAdjustment: 1 }
  ]
}
resource shrink AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }
  ]
}
resource high AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Dimensions: [{ Name: "AutoScalingGroupName", Value: group }]
  Statistic: "Average"
  Period: 60
  EvaluationPeriods: 3
  Threshold: 70
  ComparisonOperator: "GreaterThanThreshold"
  AlarmActions: [grow] #~ MT3253
}
resource low AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Dimensions: [{ Name: "AutoScalingGroupName", Value: group }]
  Statistic: "Average"
  Period: 60
  EvaluationPeriods: 3
  Threshold: 70
  ComparisonOperator: "LessThanOrEqualToThreshold"
  AlarmActions: [shrink] #~ MT3253
}
resource right AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Dimensions: [{ Name: "AutoScalingGroupName", Value: group }]
  Statistic: "Average"
  Period: 60
  EvaluationPeriods: 3
  Threshold: 70
  ComparisonOperator: "LessThanThreshold"
  AlarmActions: [grow]
}
