param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
param key: string
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  LoadBalancerAttributes: [{ Key: "access_logs.s3.enabled", Value: true }] #~ MT3209
}
resource unknown AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  LoadBalancerAttributes: [{ Key: "access_logs.s3.enabled", Value: "true" }, { Key: key, Value: "logs" }]
}
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [
    { Key: "stickiness.type", Value: "app_cookie" }, #~ MT3209
    { Key: "load_balancing.algorithm.anomaly_mitigation", Value: "on" }, #~ MT3209
    { Key: "load_balancing.algorithm.type", Value: "round_robin" }
  ]
}
