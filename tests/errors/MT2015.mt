param simple: bool = true

resource load AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold"
  EvaluationPeriods: 1
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Period: 60
  Statistic: "Average"
  ExtendedStatistic: "p90" #~ MT2015
  Threshold: 80
}

resource either AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold"
  EvaluationPeriods: 1
  Namespace: "AWS/EC2"
  MetricName: "CPUUtilization"
  Period: 60
  Statistic: if simple then "Average" else null
  ExtendedStatistic: if simple then null else "p90"
  Threshold: 80
}
