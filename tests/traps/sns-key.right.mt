resource key AWS::KMS::Key {
  KeyPolicy: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: "kms:*", Resource: "*" }, { Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" }, Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"], Resource: "*" }]
  }
}
resource topic AWS::SNS::Topic { KmsMasterKeyId: key }
resource alarm AWS::CloudWatch::Alarm {
  Namespace: "AWS/EC2", MetricName: "CPUUtilization", Statistic: "Average", Period: 60
  ComparisonOperator: "GreaterThanThreshold", Threshold: 80, EvaluationPeriods: 3
  AlarmActions: [topic]
}
