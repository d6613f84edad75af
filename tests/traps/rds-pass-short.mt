resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "secret" #~ MT3312 MT3313
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
