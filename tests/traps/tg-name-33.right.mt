resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  Name: "a-group-of-which-the-name-has-32"
  Port: 80
  Protocol: "HTTP"
  VpcId: "vpc-0123456789abcdef0"
}
