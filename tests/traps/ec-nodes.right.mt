resource nodes AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t4g.small", Engine: "memcached"
  NumCacheNodes: 2
}
