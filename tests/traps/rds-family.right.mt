resource settings AWS::RDS::DBParameterGroup { Description: "Settings", Family: "mysql8.0" }
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.0.40"
  DBParameterGroupName: settings
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
