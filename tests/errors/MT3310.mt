resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  MonitoringInterval: 60 #~ MT3310
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  MonitoringInterval: 0
  MonitoringRoleArn: "arn:aws:iam::123456789012:role/rds-monitoring" #~ MT3310
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
