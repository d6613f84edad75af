resource reader AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", NotAction: "s3:PutObject", Resource: "*" }, #~ MT2040
      { Sid: "Read", Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }, #~ MT2040
      { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
    ]
  }
}
