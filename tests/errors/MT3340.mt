resource cache AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumCacheClusters: 1
  AutomaticFailoverEnabled: true #~ MT3340
}
resource shards AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  NumNodeGroups: 3, ReplicasPerNodeGroup: 0, AutomaticFailoverEnabled: true
}
resource other AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  AutomaticFailoverEnabled: true #~ MT3340
}
resource third AWS::ElastiCache::ReplicationGroup {
  ReplicationGroupDescription: "Sessions", CacheNodeType: "cache.t4g.small", Engine: "redis"
  AutomaticFailoverEnabled: true, CacheParameterGroupName: "default.redis7.cluster.on"
}
