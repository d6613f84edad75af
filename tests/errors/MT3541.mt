resource key AWS::KMS::Key {
  KeyPolicy: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: "kms:*", Resource: "*" }]
  }
}
resource web AWS::Logs::LogGroup {
  RetentionInDays: 30
  KmsKeyId: key.Arn #~ MT3541
}
