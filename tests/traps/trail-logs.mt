resource bucket AWS::S3::Bucket {
}
resource policy AWS::S3::BucketPolicy {
  Bucket: bucket
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:GetBucketAcl", Resource: bucket.Arn },
      { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject", Resource: "${bucket.Arn}/*" }
    ]
  }
}
resource trail AWS::CloudTrail::Trail {
  IsLogging: true, S3BucketName: bucket
  CloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*" #~ MT3517
} with { DependsOn: [policy] }
