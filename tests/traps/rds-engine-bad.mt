resource data AWS::RDS::DBInstance {
  Engine: "postgresql" #~ MT2018
  DBInstanceClass: "db.t3.micro"
  DBInstanceIdentifier: "data"
  AllocatedStorage: "20"
  MasterUsername: "dbadmin"
  ManageMasterUserPassword: true
  BackupRetentionPeriod: 7
  MonitoringInterval: 60
  MonitoringRoleArn: "arn:aws:iam::123456789012:role/monitoring"
  DeletionProtection: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
