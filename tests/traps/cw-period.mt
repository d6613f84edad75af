resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average"
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80, EvaluationPeriods: 3
  Period: 45 #~ MT3530
}
