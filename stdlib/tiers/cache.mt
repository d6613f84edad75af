## A cache in memory on ElastiCache: Valkey or Redis OSS.
##
## Makes: the replication group with its nodes in different zones, its subnet group, its security group (filled by `flow`),
## its password in Secrets Manager, its log group.
##
## Promises: encrypted on disk and by TLS on the wire; a password that stands in no template; a failed primary is replaced
## by a replica in another zone; a snapshot each day. Clients connect by TLS and say the password (AUTH).
##
## Costs: each node by the hour; snapshots beyond the first day's; the secret; the logs.
pattern cache(
  ## The network that it stands in
  network: network,
  ## Its subnets, two zones at least
  subnets: list? = network.private,
  ## Valkey, or Redis OSS
  engine: "valkey" | "redis" = "valkey",
  ## Its version; null: the newest known here
  version: string? = null,
  ## ElastiCache's node type
  node: string = "cache.t4g.small",
  ## The primary and its replicas, 1 to 6
  nodes: int = 2,
  ## Replicas stand in other zones, and take over by themselves
  multi_az: bool = true,
  ## How long daily snapshots are kept, up to 35 days; null: none are made
  snapshots: duration? = 15d,
  ## When they are made, in UTC: "17:00-18:00"; null: ElastiCache chooses
  snapshot_window: string? = null,
  ## When ElastiCache may patch, in UTC: "sun:18:00-sun:19:00"; null: ElastiCache chooses
  maintenance_window: string? = null,
  ## The port
  port: int = 6379,
  ## Clients say a password; false: the security group alone keeps others out
  password: bool = true,
  ## Engine and slow logs to CloudWatch, kept for so long; null: none
  logs: duration? = 365d,
  ## Further parameters of the engine, under its names
  parameters: map(string) = {},
  ## KMS key (ARN) for its storage; null: ElastiCache's own key
  key: arn? = null,
  ## KMS key that encrypts its logs; null: CloudWatch's own key
  logs_key: log_key? = null
) is tier {
  assert not known(subnets) or len(subnets) >= 2 or not multi_az else "a cache in several zones needs subnets in two, and has ${len(subnets)}"
  assert nodes in 1..6 else "a cache has 1 to 6 nodes"
  assert nodes >= 2 or not multi_az else "a cache of one node has none that could take over: nodes: 2, or multi_az: false"
  assert snapshots == null or snapshots.days in 1..35 else "snapshots are kept for 1 to 35 days, and this is ${snapshots}"
  assert known(port) else "'port' must be known when this is compiled, for its rules are named after it: an input, not a parameter"

  let release  = version ?? { valkey: "8.0", redis: "7.1" }[engine]
  let series   = split(".", release)[0]
  let failover = nodes >= 2

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Cache ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }
  resource subnet_group AWS::ElastiCache::SubnetGroup {
    Description: "Subnets of the cache ${self.name}"
    SubnetIds: subnets
  }
  if len(parameters) > 0 {
    resource parameter_group AWS::ElastiCache::ParameterGroup {
      Description: "Parameters of the cache ${self.name}"
      CacheParameterGroupFamily: "${engine}${series}"
      Properties: parameters
    }
  }
  if password {
    accepted secret_accepted {
      because: [
        {
          reason: "ElastiCache has no rotation of its own, and a password that changes by itself would shut out what read it when it started"
          rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"]
        },
        { reason: "Encrypted with Secrets Manager's own key", rules: ["NIST.800.53.R5-SecretsManagerUsingKMSKey", "CKV_AWS_149"] }
      ]
    }
    # Amazon ElastiCache User Guide, "Authenticating with the Valkey and Redis OSS AUTH command": 16 to 128 printable
    # characters; of the punctuation, ! & # $ ^ < > - alone.
    resource secret AWS::SecretsManager::Secret {
      Description: "Password of the cache ${self.name}"
      GenerateSecretString: {
        SecretStringTemplate: json({ engine: engine, port: port })
        GenerateStringKey: "password"
        PasswordLength: 64
        ExcludePunctuation: true
      }
    } with {
      # It opens this cache alone, and goes with it.
      DeletionPolicy: "Delete"
      UpdateReplacePolicy: "Delete"
      Metadata: secret_accepted.metadata
    }
  }
  if logs != null {
    accepted log_accepted {
      because: flatten([
        if logs_key != null then [] else [{
          reason: "Encrypted with CloudWatch Logs' own key: 'logs_key' names another"
          rules: ["NIST.800.53.R5-CloudWatchLogGroupEncrypted", "CT.CLOUDWATCH.PR.3", "CKV_AWS_158"]
        }],
        if logs.days >= 365 then [] else [{ reason: "Kept as long as was asked for, ${logs}", rules: ["CT.CLOUDWATCH.PR.2"] }]
      ])
    }
    resource log_group AWS::Logs::LogGroup {
      RetentionInDays: logs.days
      KmsKeyId: if logs_key == null then null else logs_key.arn
    } with {
      DeletionPolicy: "Delete"
      UpdateReplacePolicy: "Delete"
      Metadata: log_accepted.metadata
    }
  }

  accepted group_accepted {
    because: flatten([
      if port != 6379 then [] else [{
        reason: "The engine's own port: only the tiers with a flow to it reach it; 'port' names another", rules: if engine == "valkey" then [] else ["AwsSolutions-AEC5"]
      }],
      if known(multi_az) and multi_az then [] else [{ reason: "In one zone unless 'multi_az' asks for more", rules: ["AwsSolutions-AEC4", "ElastiCache.3"] }],
      if known(password) and password then [] else [{ reason: "No password unless 'password' asks for one", rules: ["AwsSolutions-AEC6", "CKV_AWS_31"] }],
      if engine == "valkey" then [] else [{ reason: "One password instead of users, who would each need one", rules: ["CT.ELASTICACHE.PR.8"] }],
      if snapshots != null and snapshots.days >= 15 then [] else [{
        reason: "Snapshots are kept as long as was asked for", rules: ["NIST.800.53.R5-ElastiCacheRedisClusterAutomaticBackup"]
      }]
    ])
  }
  resource group AWS::ElastiCache::ReplicationGroup {
    ReplicationGroupDescription: "Cache ${self.name} of ${aws.stack_name}"
    Engine: engine
    EngineVersion: release
    CacheNodeType: node
    NumCacheClusters: nodes
    AutomaticFailoverEnabled: failover
    MultiAZEnabled: multi_az
    CacheSubnetGroupName: subnet_group
    CacheParameterGroupName: if len(parameters) > 0 then parameter_group else null
    SecurityGroupIds: [security_group.GroupId]
    Port: port
    AtRestEncryptionEnabled: true
    KmsKeyId: key
    TransitEncryptionEnabled: true
    TransitEncryptionMode: "required"
    AuthToken: if password then secret(secret, "password") else null
    AutoMinorVersionUpgrade: true
    SnapshotRetentionLimit: if snapshots == null then 0 else snapshots.days
    SnapshotWindow: snapshot_window
    PreferredMaintenanceWindow: maintenance_window
    LogDeliveryConfigurations: if logs == null then null else [for kind in ["engine-log", "slow-log"]: {
      LogType: kind
      LogFormat: "json"
      DestinationType: "cloudwatch-logs"
      DestinationDetails: { CloudWatchLogsDetails: { LogGroup: log_group } }
    }]
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  } with {
    DeletionPolicy: "Snapshot"
    UpdateReplacePolicy: "Snapshot"
    Metadata: group_accepted.metadata
  }

  ## Its security group
  export security_group = security_group
  ## The port that it listens on
  export ports = [port]
  ## The name under which its primary is reached
  export address = group.PrimaryEndPoint.Address
  ## The name under which its replicas are reached, or the primary where it has none
  export reader_address = if nodes >= 2 then group.ReaderEndPoint.Address else group.PrimaryEndPoint.Address
  ## Its port
  export port = port
  ## ARN of the secret with its password, or null
  export secret = if password then secret else null
  ## Its own name
  export name = self.name
  ## What alarms and dashboards watch
  export metrics = flatten([for i in range(nodes): [
    {
      name: "engine_cpu_${i + 1}", title: "${self.name}: processor of node ${i + 1} (%)", namespace: "AWS/ElastiCache", metric: "EngineCPUUtilization"
      dimensions: { CacheClusterId: "${group}-00${i + 1}" }, statistic: "Average", threshold: 80, periods: 5
    },
    {
      name: "memory_${i + 1}", title: "${self.name}: memory of node ${i + 1} (%)", namespace: "AWS/ElastiCache", metric: "DatabaseMemoryUsagePercentage"
      dimensions: { CacheClusterId: "${group}-00${i + 1}" }, statistic: "Average", threshold: 80, periods: 5
    },
    {
      name: "evictions_${i + 1}", title: "${self.name}: evictions of node ${i + 1}", namespace: "AWS/ElastiCache", metric: "Evictions"
      dimensions: { CacheClusterId: "${group}-00${i + 1}" }, statistic: "Sum", threshold: null, periods: 5
    }
  ]])
}
