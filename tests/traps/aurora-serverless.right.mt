resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 }
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource member AWS::RDS::DBInstance {
  DBClusterIdentifier: cluster
  Engine: "aurora-mysql"
  DBInstanceClass: "db.serverless"
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
