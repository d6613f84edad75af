param others: list(AWS::EC2::Subnet::Id)
resource group AWS::RDS::DBSubnetGroup {
  DBSubnetGroupDescription: "Databases"
  SubnetIds: others
}
