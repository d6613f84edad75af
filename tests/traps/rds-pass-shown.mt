param password: string
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: password #~ MT3314
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
