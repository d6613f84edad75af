resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  EnableCloudwatchLogsExports: ["postgresql"] #~ MT3317
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
