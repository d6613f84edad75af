resource bucket AWS::S3::Bucket {
}
resource policy AWS::S3::BucketPolicy {
  Bucket: bucket
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }, Action: "s3:PutObject", Resource: "${bucket.Arn}/*" }]
  }
}
resource front AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" },
    { Key: "access_logs.s3.bucket", Value: bucket } #~ MT3109
  ]
}
