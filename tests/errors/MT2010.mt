param name: string = "x"

resource short AWS::S3::Bucket {
  BucketName: name #~ MT2010
}

resource letters AWS::CloudWatch::Alarm {
  AlarmDescription: "ä"
  ComparisonOperator: "GreaterThanThreshold"
  EvaluationPeriods: 1
  Namespace: "AWS/EC2"
  MetricName: "" #~ MT2010
  Period: 60
  Statistic: "Average"
  Threshold: 1
}
