param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301" } }] #~ MT3221
}
resource again AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 81
  Protocol: "HTTP"
  DefaultActions: [{ Type: "redirect", RedirectConfig: { Protocol: "HTTP", Port: "81", Path: "/#{path}", StatusCode: "HTTP_301" } }] #~ MT3221
}
resource other AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 82
  Protocol: "HTTP"
  DefaultActions: [{ Type: "redirect", RedirectConfig: { Protocol: "HTTP", Port: "81", StatusCode: "HTTP_301" } }]
}
resource path AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 83
  Protocol: "HTTP"
  DefaultActions: [{ Type: "redirect", RedirectConfig: { Path: "/new/#{path}", StatusCode: "HTTP_301" } }]
}
