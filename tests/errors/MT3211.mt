param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "TCP" #~ MT3211
  DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]
}
resource silent AWS::ElasticLoadBalancingV2::Listener { #~ MT3211
  LoadBalancerArn: lb
  Port: 81
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
resource nlb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Subnets: subnets }
resource tcp AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "TCP" }
resource http AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: nlb
  Port: 80
  Protocol: "HTTP" #~ MT3211
  DefaultActions: [{ Type: "forward", TargetGroupArn: tcp }]
}
