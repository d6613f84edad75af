resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "17:00-18:00"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
