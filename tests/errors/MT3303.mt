resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  AllocatedStorage: "100"
  StorageType: "io1" #~ MT3303
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
