resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.7, MaxCapacity: 4 } #~ MT3330
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
