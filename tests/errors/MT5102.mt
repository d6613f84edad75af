# flags: -W practice-transport
param certificate: arn
param lb: arn
resource https AWS::ElasticLoadBalancingV2::Listener { #~ MT5102
  LoadBalancerArn: lb, Port: 443, Protocol: "HTTPS", Certificates: [{ CertificateArn: certificate }]
  DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]
}
