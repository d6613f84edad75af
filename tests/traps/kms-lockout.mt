resource key AWS::KMS::Key {
  KeyPolicy: { #~ MT3540
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"], Resource: "*" }]
  }
}
