resource data AWS::S3::Bucket {}

resource access AWS::S3::BucketPolicy {
  Bucket: data
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Deny", Actions: "s3:GetObject", Resource: "*", Principal: "*" }, #~ MT2041
      { Effect: "Deny", Action: "s3:GetObject", Resource: "*", Principal: { Aws: "*" } }, #~ MT2041
      { Effect: "Deny", Action: "s3:GetObject", Resource: "*", Principal: "*", Condition: { StringEqual: { a: "b" } } }, #~ MT2041
      { Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*", Condition: { "ForAnyValue:StringNotEqualsIfExists": { a: ["b"] } } },
    ]
    Statments: [] #~ MT2041
  }
}
