param subnets: list(AWS::EC2::Subnet::Id)
resource web AWS::ElasticLoadBalancingV2::LoadBalancer {
  Name: "balancer-whose-name-has-33-letter" #~ MT2010
  Scheme: "internal"
  Subnets: subnets
}
