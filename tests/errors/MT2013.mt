resource a AWS::EC2::Subnet {
  VpcId: "vpc-0123456789abcdef0"
  CidrBlock: 10.0.0.0/24
}

resource web AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: [a, "subnet-0123456789abcdef0", a] #~ MT2013
}
