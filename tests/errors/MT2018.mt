resource cache AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t4g.smal" #~ MT2018
  Engine: "redis"
  NumCacheNodes: 1
}

# Only digits are new.
resource newer AWS::ElastiCache::CacheCluster {
  CacheNodeType: "cache.t9.small"
  Engine: "redis"
  NumCacheNodes: 1
}

resource group AWS::RDS::DBParameterGroup {
  Description: "new"
  Family: "duckdb" #~ MT2018
}

# RDS reads an engine's name in any case.
resource database AWS::RDS::DBInstance {
  Engine: "MySQL", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
