resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  Name: "web-servers"
  Port: 80
  Protocol: "HTTP"
  VpcId: "vpc-0123456789abcdef0"
}
