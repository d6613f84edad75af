resource cluster AWS::RDS::DBCluster {
  Engine: "aurora-mysql", MasterUsername: "keeper", ManageMasterUserPassword: true
  AllocatedStorage: 100 #~ MT3335
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
