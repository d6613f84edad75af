resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  Iops: 12000
  AllocatedStorage: "400"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
