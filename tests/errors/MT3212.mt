param certificate: arn
param secure: bool = true
param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 443
  Protocol: "HTTPS" #~ MT3212
  Certificates: []
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
resource second AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 444
  Protocol: "HTTPS" #~ MT3212
  Certificates: [if secure then { CertificateArn: certificate } else null]
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
resource third AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: if secure then 445 else 80
  Protocol: if secure then "HTTPS" else "HTTP"
  Certificates: if secure then [{ CertificateArn: certificate }] else null
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
