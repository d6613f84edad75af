resource proxy AWS::RDS::DBProxy {
  DBProxyName: "shop", EngineFamily: "MYSQL", RoleArn: "arn:aws:iam::123456789012:role/proxy"
  Auth: [{ AuthScheme: "SECRETS", SecretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf" }]
  VpcSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
