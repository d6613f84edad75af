resource cache AWS::ElastiCache::CacheCluster {
  Engine: "memcached"
  CacheNodeType: "cache.t4g.micro"
  NumCacheNodes: 2
}
