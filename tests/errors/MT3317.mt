resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EnableCloudwatchLogsExports: ["postgresql"] #~ MT3317
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EnableCloudwatchLogsExports: ["error", "slowquerry"] #~ MT3317
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBInstance {
  Engine: "aurora-postgresql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EnableCloudwatchLogsExports: ["upgrade"] #~ MT3317
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
