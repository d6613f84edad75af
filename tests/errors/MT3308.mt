resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredBackupWindow: "17:00-17:15" #~ MT3308
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  PreferredMaintenanceWindow: "sat:23:50-sun:00:10" #~ MT3308
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "valkey"
  NumCacheClusters: 2, AutomaticFailoverEnabled: true, TransitEncryptionEnabled: true
  SnapshotWindow: "03:00-03:30" #~ MT3308
}
