stack tokyo in "ap-northeast-1" {
  param lb: arn
  resource entry AWS::ElasticLoadBalancingV2::Listener {
    LoadBalancerArn: lb
    Port: 443
    Protocol: "HTTPS"
    Certificates: [{ CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012" }] #~ MT3402
    DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]
  }
}
