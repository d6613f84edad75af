resource bucket AWS::S3::Bucket {
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false, IgnorePublicAcls: true, RestrictPublicBuckets: false }
}
resource policy AWS::S3::BucketPolicy {
  Bucket: bucket
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "${bucket.Arn}/*" }]
  }
}
