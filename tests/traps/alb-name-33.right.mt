param subnets: list(AWS::EC2::Subnet::Id)
resource web AWS::ElasticLoadBalancingV2::LoadBalancer {
  Name: "balancer-whose-name-has-32-lette"
  Scheme: "internal"
  Subnets: subnets
}
