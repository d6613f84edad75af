param subnets: list(AWS::EC2::Subnet::Id)
resource proxy AWS::RDS::DBProxy {
  DBProxyName: "data-proxy"
  EngineFamily: "POSTGRESQL"
  RoleArn: "arn:aws:iam::123456789012:role/proxy"
  VpcSubnetIds: subnets
  Auth: [{ AuthScheme: "SECRETS", SecretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login" }]
}
