resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  Name: "web_servers" #~ MT2011
  Port: 80
  Protocol: "HTTP"
  VpcId: "vpc-0123456789abcdef0"
}
