resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.4.2" #~ MT3323
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.9" #~ MT3323
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource series AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.4"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.0.38" #~ MT3323
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fourth AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "99.1" #~ MT3323
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
