resource data AWS::RDS::DBInstance {
  Engine: "postgres"
  DBInstanceClass: "db.t3.micro"
  DBInstanceIdentifier: "data"
  AllocatedStorage: "20"
  MasterUsername: "dbadmin"
  ManageMasterUserPassword: true
  BackupRetentionPeriod: 35
  MonitoringInterval: 60
  MonitoringRoleArn: "arn:aws:iam::123456789012:role/monitoring"
  DeletionProtection: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
