param vpc: AWS::EC2::VPC::Id
resource a AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  HealthCheckProtocol: "TCP" #~ MT3237
}
resource b AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "UDP"
  HealthCheckProtocol: "UDP" #~ MT3237
}
