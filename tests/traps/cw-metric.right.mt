resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 60
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80, EvaluationPeriods: 3
}
