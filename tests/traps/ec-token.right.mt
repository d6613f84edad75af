param token: string { secret: true, min_length: 16 }
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1, TransitEncryptionEnabled: true
  AuthToken: token
}
