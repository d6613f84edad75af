param subnets: list(AWS::EC2::Subnet::Id)
param idle: int = 5000
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  LoadBalancerAttributes: [
    { Key: "idle_timeout.timeout_seconds", Value: idle }, #~ MT3208
    { Key: "deletion_protection.enabled", Value: "yes" }, #~ MT3208
    { Key: "routing.http.desync_mitigation_mode", Value: "off" }, #~ MT3208
    { Key: "routing.http2.enabled", Value: "true" }
  ]
}
param vpc: AWS::EC2::VPC::Id
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [
    { Key: "slow_start.duration_seconds", Value: "10" }, #~ MT3208
    { Key: "deregistration_delay.timeout_seconds", Value: "3601" }, #~ MT3208
    { Key: "target_group_health.dns_failover.minimum_healthy_targets.count", Value: "0" }, #~ MT3208
    { Key: "target_group_health.dns_failover.minimum_healthy_targets.percentage", Value: "101" } #~ MT3208
  ]
}
resource api AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetGroupAttributes: [
    { Key: "slow_start.duration_seconds", Value: "0" },
    { Key: "deregistration_delay.timeout_seconds", Value: 0 },
    { Key: "target_group_health.dns_failover.minimum_healthy_targets.percentage", Value: "off" }
  ]
}
