resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4.5 }
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
