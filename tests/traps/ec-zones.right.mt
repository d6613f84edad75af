resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 2, AutomaticFailoverEnabled: true
  MultiAZEnabled: true
}
