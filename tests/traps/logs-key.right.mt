resource key AWS::KMS::Key {
  KeyPolicy: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }, Action: "kms:*", Resource: "*" }, { Effect: "Allow", Principal: { Service: "logs.${aws.region}.amazonaws.com" }, Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"], Resource: "*" }]
  }
}
resource web AWS::Logs::LogGroup {
  RetentionInDays: 30
  KmsKeyId: key.Arn
}
