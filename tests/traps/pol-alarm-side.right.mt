param group: string
resource grow AWS::AutoScaling::ScalingPolicy {
  AutoScalingGroupName: group
  PolicyType: "StepScaling"
  AdjustmentType: "ChangeInCapacity"
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }
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
  AlarmActions: [grow]
}
