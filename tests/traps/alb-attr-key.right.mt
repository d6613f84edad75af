param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: "30" }]
}
