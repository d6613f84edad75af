resource settings AWS::RDS::DBParameterGroup { Description: "Settings", Family: "mysql5.7" }
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EngineVersion: "8.0.40"
  DBParameterGroupName: settings #~ MT3318
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
