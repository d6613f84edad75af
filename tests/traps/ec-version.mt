resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1
  EngineVersion: "6.9" #~ MT3344
}
