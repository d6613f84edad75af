resource db AWS::RDS::DBInstance {
  Engine: "mysql", EngineVersion: "8.4.8", AllocatedStorage: "20"
  DBInstanceClass: "db.t2.micro" #~ MT3325
  MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", AllocatedStorage: "20"
  DBInstanceClass: "db.serverless" #~ MT3325
  MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
