param first: arn
param second: arn
param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 443
  Protocol: "HTTPS"
  Certificates: [{ CertificateArn: first }, { CertificateArn: second }] #~ MT3214
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
