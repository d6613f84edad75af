param token: string { secret: true }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1, TransitEncryptionEnabled: true
  AuthToken: token
}
