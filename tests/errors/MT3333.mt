resource db AWS::RDS::DBInstance { #~ MT3333
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource restored AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  DBSnapshotIdentifier: "shop-yesterday"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance { #~ MT3333
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource cluster AWS::RDS::DBCluster { #~ MT3333
  Engine: "aurora-mysql"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource group AWS::RDS::DBCluster { #~ MT3333
  Engine: "mysql", DBClusterInstanceClass: "db.r6gd.large", MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
