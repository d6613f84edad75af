resource reader AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Resource: "arn:aws:s3:::acme-data/*", Action: "s3:GetObjects" }] #~ MT2045
  }
}
