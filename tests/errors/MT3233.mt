param vpc: AWS::EC2::VPC::Id
param interval: int = 5
resource a AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  HealthCheckIntervalSeconds: 10
  HealthCheckTimeoutSeconds: 10 #~ MT3233
}
resource b AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "TCP"
  HealthCheckIntervalSeconds: 10
  HealthCheckTimeoutSeconds: 11 #~ MT3233
}
resource c AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "TCP"
  HealthCheckIntervalSeconds: 10
  HealthCheckTimeoutSeconds: 10
}
resource d AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTPS"
  HealthCheckTimeoutSeconds: 60 #~ MT3233
}
resource e AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTPS"
  HealthCheckIntervalSeconds: interval
  HealthCheckTimeoutSeconds: 6 #~ MT3233
}
