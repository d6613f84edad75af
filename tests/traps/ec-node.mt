resource cache AWS::ElastiCache::CacheCluster {
  Engine: "memcached"
  CacheNodeType: "cache.t4g.mirco" #~ MT2018
  NumCacheNodes: 2
}
