# flags: -W practice-availability
resource cache AWS::ElastiCache::ReplicationGroup { #~ MT5106
  ReplicationGroupDescription: "sessions", CacheNodeType: "cache.t4g.small", NumCacheClusters: 2, AutomaticFailoverEnabled: true
}
