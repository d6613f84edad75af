resource db AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "admin", ManageMasterUserPassword: true #~ MT3311
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "RDSAdmin", ManageMasterUserPassword: true #~ MT3311
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
