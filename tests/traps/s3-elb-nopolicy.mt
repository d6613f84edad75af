resource bucket AWS::S3::Bucket {
}
resource front AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "true" },
    { Key: "access_logs.s3.bucket", Value: bucket } #~ MT3515
  ]
}
