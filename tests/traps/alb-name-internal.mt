param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Name: "internal-shop" #~ MT3201
  Scheme: "internal"
  Subnets: subnets
}
