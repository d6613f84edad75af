resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  AllocatedStorage: "20"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
