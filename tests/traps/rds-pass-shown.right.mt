param password: string { secret: true }
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: password
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
