param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Name: "shop-internal"
  Scheme: "internal"
  Subnets: subnets
}
