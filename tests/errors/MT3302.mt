resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  AllocatedStorage: "5" #~ MT3302
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "postgres", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "io1", Iops: 1000
  AllocatedStorage: 50 #~ MT3302
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
