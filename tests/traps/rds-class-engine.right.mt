resource db AWS::RDS::DBInstance {
  Engine: "mysql", EngineVersion: "8.4.8", AllocatedStorage: "20"
  DBInstanceClass: "db.t3.micro"
  MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
