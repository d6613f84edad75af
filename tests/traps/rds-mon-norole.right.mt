resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  MonitoringInterval: 60
  MonitoringRoleArn: "arn:aws:iam::123456789012:role/rds-monitoring"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
