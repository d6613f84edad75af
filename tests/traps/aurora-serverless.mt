resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource member AWS::RDS::DBInstance {
  DBClusterIdentifier: cluster
  Engine: "aurora-mysql"
  DBInstanceClass: "db.serverless" #~ MT3327
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
