param token: string = "sesame" { secret: true } #~ MT3313
resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1, TransitEncryptionEnabled: true
  AuthToken: token #~ MT3343
}
