resource settings AWS::RDS::DBParameterGroup { Description: "Settings", Family: "mysql5.7" }
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.0.40"
  DBParameterGroupName: settings #~ MT3318
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource second AWS::RDS::DBParameterGroup { Description: "Settings", Family: "mysql8.0" }
resource other AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "17.9"
  DBParameterGroupName: second #~ MT3318
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBParameterGroup { Description: "Settings", Family: "postgres17" }
resource fine AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "17.9"
  DBParameterGroupName: third
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fourth AWS::RDS::DBParameterGroup { Description: "Settings", Family: "mariadb10.11" }
resource odd AWS::RDS::DBInstance {
  Engine: "mariadb", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "10.6.20"
  DBParameterGroupName: fourth #~ MT3318
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
