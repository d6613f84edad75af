resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "5.6.51" #~ MT3324
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
