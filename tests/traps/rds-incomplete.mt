resource db AWS::RDS::DBInstance { #~ MT3333
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
