param vpc: AWS::EC2::VPC::Id
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [
    { Key: "stickiness.enabled", Value: "true" },
    { Key: "stickiness.lb_cookie.duration_seconds", Value: "604800" }
  ]
}
