resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageEncrypted: true
  KmsKeyId: "alias/shop"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
