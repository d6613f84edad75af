param certificate: arn
param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  Certificates: [{ CertificateArn: certificate }] #~ MT3213
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
resource policy AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 81
  Protocol: "HTTP"
  SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" #~ MT3213
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
