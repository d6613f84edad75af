azs 2
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: azs[0] }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: azs[0] }
resource group AWS::RDS::DBSubnetGroup {
  DBSubnetGroupDescription: "Databases"
  SubnetIds: [a, b] #~ MT3319
}
resource single AWS::DocDB::DBSubnetGroup {
  DBSubnetGroupDescription: "Documents"
  SubnetIds: [b] #~ MT3319
}
param one: AWS::EC2::Subnet::Id
resource elsewhere AWS::Neptune::DBSubnetGroup {
  DBSubnetGroupDescription: "Graphs"
  SubnetIds: [one] #~ MT3319
}
param some: list(AWS::EC2::Subnet::Id)
resource unknown AWS::Neptune::DBSubnetGroup {
  DBSubnetGroupDescription: "Graphs"
  SubnetIds: some
}
resource proxy AWS::RDS::DBProxy {
  DBProxyName: "shop", EngineFamily: "MYSQL", RoleArn: "arn:aws:iam::123456789012:role/proxy"
  Auth: [{ AuthScheme: "SECRETS", SecretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf" }]
  VpcSubnetIds: [a, b] #~ MT3319
}
