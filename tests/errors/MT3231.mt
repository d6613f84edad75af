param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource tcp AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "TCP" }
resource udp AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 53, Protocol: "UDP" }
resource nlb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Subnets: subnets }
resource a AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: tcp }] } #~ MT3231
resource rule_of_a AWS::ElasticLoadBalancingV2::ListenerRule {
  ListenerArn: a
  Priority: 1
  Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/"] } }]
  Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 1 }, { TargetGroupArn: udp, Weight: 1 }] } }] #~ MT3231
}
resource b AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: nlb, Port: 80, Protocol: "TCP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] } #~ MT3231
resource c AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: nlb, Port: 81, Protocol: "TCP", DefaultActions: [{ Type: "forward", TargetGroupArn: udp }] } #~ MT3231
resource d AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: nlb, Port: 53, Protocol: "UDP", DefaultActions: [{ Type: "forward", TargetGroupArn: udp }] }
