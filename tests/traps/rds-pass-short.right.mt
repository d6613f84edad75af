param password: string { secret: true, min_length: 8 }
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: password
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
