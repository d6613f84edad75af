resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  Iops: 6000 #~ MT3304
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
