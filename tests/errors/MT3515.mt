resource bucket AWS::S3::Bucket {
}
resource trail AWS::CloudTrail::Trail {
  IsLogging: true, IsMultiRegionTrail: true, EnableLogFileValidation: true
  S3BucketName: bucket #~ MT3515
}
resource front AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" },
    { Key: "access_logs.s3.bucket", Value: bucket } #~ MT3515
  ]
}
resource other AWS::S3::Bucket { }
resource others AWS::S3::BucketPolicy {
  Bucket: other
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject", Resource: "${other.Arn}/*" }]
  }
}
resource second AWS::CloudTrail::Trail {
  IsLogging: true
  S3BucketName: other #~ MT3515
}
