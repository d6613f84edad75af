resource db AWS::RDS::DBInstance { #~ MT3320
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
}
resource table AWS::DynamoDB::Table { #~ MT3320
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }], AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }]
  BillingMode: "PAY_PER_REQUEST"
}
resource kept AWS::DynamoDB::Table {
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }], AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }]
  BillingMode: "PAY_PER_REQUEST", DeletionProtectionEnabled: true
}
resource files AWS::EFS::FileSystem { } with { UpdateReplacePolicy: "Retain" } #~ MT3320
