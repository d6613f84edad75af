param vpc: AWS::EC2::VPC::Id
resource a AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  Matcher: { HttpCode: "200,500" } #~ MT3234
}
resource b AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  Matcher: { HttpCode: "299-200" } #~ MT3234
}
resource c AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  Matcher: { HttpCode: "OK" } #~ MT3234
}
resource d AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "TCP"
  HealthCheckProtocol: "HTTP"
  Matcher: { HttpCode: "200-399,500" }
}
resource e AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  ProtocolVersion: "GRPC"
  Matcher: { GrpcCode: "0-100" } #~ MT3234
}
