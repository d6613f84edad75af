resource bucket AWS::S3::Bucket {
}
resource policy AWS::S3::BucketPolicy {
  Bucket: bucket
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "${bucket.Arn}/*" }] #~ MT3514
  }
}
