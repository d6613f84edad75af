resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "5pm-6pm" #~ MT3307
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
