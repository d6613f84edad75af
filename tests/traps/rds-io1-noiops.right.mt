resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  AllocatedStorage: "100"
  StorageType: "io1"
  Iops: 1000
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
