resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "io1", AllocatedStorage: "100"
  Iops: 6000 #~ MT3305
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
