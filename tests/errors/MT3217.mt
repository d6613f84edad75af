param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [{ Type: "forward" }] #~ MT3217
}
resource second AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 81
  Protocol: "HTTP"
  DefaultActions: [{ Type: "redirect" }] #~ MT3217
}
resource third AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 82
  Protocol: "HTTP"
  DefaultActions: [{ Type: "fixed-response" }] #~ MT3217
}
resource fourth AWS::ElasticLoadBalancingV2::ListenerRule {
  ListenerArn: third
  Priority: 1
  Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/"] } }]
  Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: [] } }] #~ MT3217
}
resource right AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 83
  Protocol: "HTTP"
  DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: web }] } }]
}
