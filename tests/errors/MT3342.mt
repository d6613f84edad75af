param token: string { secret: true }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1
  AuthToken: token #~ MT3342
}
resource other AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "valkey"
  NumCacheClusters: 1, TransitEncryptionEnabled: false
  AuthToken: token #~ MT3342
}
