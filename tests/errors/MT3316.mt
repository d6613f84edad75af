resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  DBName: "my-shop" #~ MT3316
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "oracle-se2", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  DBName: "warehouse" #~ MT3316
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBInstance {
  Engine: "sqlserver-web", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  DBName: "shop" #~ MT3316
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fourth AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  DBName: "2nd" #~ MT3316
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
