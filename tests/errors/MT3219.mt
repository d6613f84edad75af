param pool: arn
param client: string
param domain: string
param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [
    { Type: "authenticate-cognito", Order: 1, AuthenticateCognitoConfig: { UserPoolArn: pool, UserPoolClientId: client, UserPoolDomain: domain } }, #~ MT3219
    { Type: "forward", Order: 2, TargetGroupArn: web }
  ]
}
