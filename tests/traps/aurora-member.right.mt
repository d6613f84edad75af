resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  BackupRetentionPeriod: 14
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource member AWS::RDS::DBInstance {
  DBClusterIdentifier: cluster
  Engine: "aurora-mysql", DBInstanceClass: "db.r6g.large"
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
