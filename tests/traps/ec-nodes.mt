resource nodes AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheNodes: 2 #~ MT3345
}
