resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
