resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1
  EngineVersion: "6.9" #~ MT3344
}
resource series AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1
  EngineVersion: "6.x"
}
resource nodes AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t4g.small", Engine: "memcached"
  NumCacheNodes: 2
  EngineVersion: "2.0.0" #~ MT3344
}
