resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "17:00-18:00"
  PreferredMaintenanceWindow: "sun:17:30-sun:18:30" #~ MT3309
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource night AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "23:30-00:30"
  PreferredMaintenanceWindow: "mon:00:15-mon:00:45" #~ MT3309
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource week AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "00:00-00:30"
  PreferredMaintenanceWindow: "sat:23:30-sun:00:10" #~ MT3309
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
