resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 300
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80
  EvaluationPeriods: 300 #~ MT3531
}
resource weekly AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 86400
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80
  EvaluationPeriods: 8 #~ MT3531
}
resource fine AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 86400
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80
  EvaluationPeriods: 7
}
