resource api AWS::ElasticLoadBalancingV2::ListenerRule {
  ListenerArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"
  Priority: 50000
  Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/api/*"] } }]
  Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]
}
