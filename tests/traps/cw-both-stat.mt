resource load AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold"
  EvaluationPeriods: 1
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Period: 60
  Threshold: 80
  Statistic: "Average"
  ExtendedStatistic: "p90" #~ MT2015
}
