resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageEncrypted: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource member AWS::RDS::DBInstance {
  DBClusterIdentifier: cluster
  Engine: "aurora-mysql", DBInstanceClass: "db.r6g.large"
  StorageEncrypted: true
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
