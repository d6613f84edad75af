resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  AllocatedStorage: "5" #~ MT3302
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
