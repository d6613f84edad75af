param vpc: AWS::EC2::VPC::Id
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [{ Key: "stickiness.enable", Value: "true" }] #~ MT3207
}
