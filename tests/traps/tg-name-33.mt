resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  Name: "a-group-whose-name-has-33-letters" #~ MT2010
  Port: 80
  Protocol: "HTTP"
  VpcId: "vpc-0123456789abcdef0"
}
