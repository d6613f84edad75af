resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource member AWS::RDS::DBInstance {
  DBClusterIdentifier: cluster
  DBInstanceClass: "db.r6g.large"
  Engine: "aurora-postgresql" #~ MT3326
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
