resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "correct-horse" #~ MT3313
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
param password: string = "correct-horse" { secret: true } #~ MT3313
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: password
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
