resource topic AWS::SNS::Topic { KmsMasterKeyId: "alias/aws/sns" }
resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 60
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80, EvaluationPeriods: 3
  AlarmActions: [topic] #~ MT3542
}
resource key AWS::KMS::Key {
  KeyPolicy: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: "kms:*", Resource: "*" }]
  }
}
resource other AWS::SNS::Topic { KmsMasterKeyId: key }
resource second AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 60
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80, EvaluationPeriods: 3
  OKActions: [other] #~ MT3542
}
