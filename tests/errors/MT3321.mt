resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  BackupRetentionPeriod: 0
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource replica AWS::RDS::DBInstance {
  DBInstanceClass: "db.t3.small"
  SourceDBInstanceIdentifier: db #~ MT3321
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
