param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  LoadBalancerAttributes: [
    { Key: "idle_timeout.timeout_second", Value: "30" }, #~ MT3207
    { Key: "dns_record.client_routing_policy", Value: "any_availability_zone" }, #~ MT3207
    { Key: "quantum.entangled", Value: "true" } #~ MT3207
  ]
}
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [
    { Key: "deregistration_delay.timeout", Value: "30" }, #~ MT3207
    { Key: "proxy_protocol_v2.enabled", Value: "true" } #~ MT3207
  ]
}
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
  ListenerAttributes: [{ Key: "tcp.idle_timeout.seconds", Value: "60" }] #~ MT3207
}
