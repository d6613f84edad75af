resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  KmsKeyId: "alias/shop" #~ MT3334
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
