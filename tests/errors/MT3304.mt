resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  Iops: 6000 #~ MT3304
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "oracle-ee", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3"
  AllocatedStorage: "199", StorageThroughput: 500 #~ MT3304
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBInstance {
  Engine: "sqlserver-ex", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3", Iops: 4000
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
