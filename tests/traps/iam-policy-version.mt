resource reader AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2026-11-25" #~ MT2044
    Statement: [{ Effect: "Allow", Resource: "arn:aws:s3:::acme-data/*", Action: "s3:GetObject" }]
  }
}
