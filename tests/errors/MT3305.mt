resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "io1", AllocatedStorage: "100"
  Iops: 6000 #~ MT3305
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "gp3", AllocatedStorage: "500"
  Iops: 3000 #~ MT3305
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource third AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  AllocatedStorage: 4000
  Iops: 1500 #~ MT3305
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource fast AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  StorageType: "io2", AllocatedStorage: 100, Iops: 100000
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
