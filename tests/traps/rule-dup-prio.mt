param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]
}
resource api AWS::ElasticLoadBalancingV2::ListenerRule {
  ListenerArn: entry
  Priority: 10
  Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/api/*"] } }]
  Actions: [{ Type: "forward", TargetGroupArn: web }]
}
resource mail AWS::ElasticLoadBalancingV2::ListenerRule {
  ListenerArn: entry
  Priority: 10 #~ MT3216
  Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/mail/*"] } }]
  Actions: [{ Type: "forward", TargetGroupArn: web }]
}
