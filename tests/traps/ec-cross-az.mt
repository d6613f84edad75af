resource nodes AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t4g.small", Engine: "memcached"
  NumCacheNodes: 1
  AZMode: "cross-az" #~ MT3346
}
