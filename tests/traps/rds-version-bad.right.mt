resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.4.8"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
