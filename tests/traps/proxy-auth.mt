resource proxy AWS::RDS::DBProxy { #~ MT3332
  DBProxyName: "shop", EngineFamily: "MYSQL", RoleArn: "arn:aws:iam::123456789012:role/proxy"
  VpcSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
