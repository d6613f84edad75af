resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", Period: 60, EvaluationPeriods: 3
  MetricName: "CPUUtilization" #~ MT3533
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80
}
