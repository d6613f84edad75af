## A relational database on Aurora: one storage in three zones, and instances that read and write it.
##
## Makes: the cluster and its instances, its subnet group, its security group (filled by `flow`), its parameter group, its
## master password in Secrets Manager; where asked for, a proxy.
##
## Promises: private; encrypted on disk, and by TLS on the wire; six copies of the data over three zones; a reader takes
## over from a failed writer within a minute; backed up continuously for at least seven days, and a last snapshot when it
## is deleted, which is refused until an update turns protection off. The master password is generated, stands in no
## template, and can be read by those tiers alone that list 'secret' in 'reads'.
##
## Costs: each instance by the hour, or with 'serverless' each capacity unit (2 GiB of memory) by the second as load asks for
## them; storage and its requests by what is used (requests included with 'io_optimized'); backups beyond the size of the
## storage; the secret; the logs; the proxy.
pattern aurora(
  ## The network that it stands in
  network: network,
  ## Its subnets, two zones at least
  subnets: list? = network.private,
  ## Which database it speaks like
  engine: "mysql" | "postgres",
  ## Its version, exactly ("8.0.mysql_aurora.3.10.4", "17.7"); null: one of the engine's long-supported series
  version: string? = null,
  ## The instances: the writer and its readers, 1 to 16
  instances: int = 2,
  ## RDS's instance class, where the instances are provisioned
  class: string = "db.r6g.large",
  ## Capacity that instances shrink and grow between, in units of 2 GiB: 0.5..16; from 0, they sleep when nobody is
  ## connected; null: provisioned instances of 'class'
  serverless: range? = null,
  ## Storage whose requests are not counted: cheaper where there are many
  io_optimized: bool = false,
  ## How long backups are kept, 7 to 35 days
  backup: duration = 14d,
  ## When they are made, in UTC: "17:00-17:30"; null: RDS chooses
  backup_window: string? = null,
  ## When RDS may patch, in UTC: "sun:18:00-sun:18:30"; null: RDS chooses
  maintenance_window: string? = null,
  ## Name of the first database; null: none is made
  name: string? = null,
  ## The master user
  username: string = "dbadmin",
  ## Who keeps the master user's password: the template ("generated": a secret with host and port, which stays as it is), or
  ## RDS ("managed": name and password only, changed every week)
  password: "generated" | "managed" = "generated",
  ## The port; null: the engine's own
  port: int? = null,
  ## A proxy that pools connections
  proxy: bool = false,
  ## Metrics of the operating system, at this interval (1s, 5s, 10s, 15s, 30s, 60s); null: none
  monitoring: duration? = 60s,
  ## Performance Insights, kept for seven days
  insights: bool = false,
  ## Logs to CloudWatch: errors and queries that take more than a second
  logs: bool = true,
  ## Refuses connections without TLS
  require_tls: bool = true,
  ## Lets IAM roles log in with a token instead of a password
  iam_login: bool = true,
  ## SQL over HTTPS (the RDS Data API), for who may call it
  data_api: bool = false,
  ## Further parameters of the cluster, under the engine's names
  parameters: map(string) = {},
  ## KMS key (ARN) for storage and insights; null: RDS's own key
  key: arn? = null,
  ## Refuses deletion until an update turns this off
  protection: bool = true
) is tier {
  let is_postgres = engine == "postgres"
  let listen      = port ?? (if is_postgres then 5432 else 3306)
  let kind        = if is_postgres then "aurora-postgresql" else "aurora-mysql"
  let release     = version ?? (if is_postgres then "17.7" else "8.0.mysql_aurora.3.10.4")
  let series      = split(".", release)
  let size        = if serverless == null then class else "db.serverless"

  assert known(engine) else "'engine' must be known when this is compiled: an input, not a parameter"
  assert known(listen) else "'port' must be known when this is compiled, for its rules are named after it: an input, not a parameter"
  assert not known(subnets) or len(subnets) >= 2 else "a cluster needs subnets in two zones, and has ${len(subnets)}"
  assert instances in 1..16 else "a cluster has 1 to 16 instances"
  assert backup.days in 7..35 else "backups are kept for 7 to 35 days, and this is ${backup}"
  assert monitoring == null or monitoring.seconds in [1, 5, 10, 15, 30, 60] else "'monitoring' is 1s, 5s, 10s, 15s, 30s or 60s"
  assert not known(username) or not (username in ["rdsadmin", "admin", "root", "postgres"]) else "'${username}' is reserved, or the first name that is guessed: choose another"
  assert is_postgres or not known(release) or contains(release, "mysql_aurora") else "Aurora's versions of MySQL are called \"8.0.mysql_aurora.3.10.4\", and this is \"${release}\""
  # Amazon Aurora User Guide, "Aurora Serverless v2 capacity": from 0 to 256 in steps of a half
  if serverless != null {
    assert serverless.min >= 0 and serverless.max <= 256 and serverless.max >= 1 else "'serverless' lies between 0 and 256 units and reaches 1 at least, and this is ${serverless}"
    assert int(serverless.min * 2) == serverless.min * 2 and int(serverless.max * 2) == serverless.max * 2 else "Aurora's capacity goes in steps of 0.5, and this is ${serverless}"
  }
  assert serverless == null or serverless.min == 0 or not insights or serverless.min >= 1 else "Performance Insights need 1 unit at least"

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Database ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }

  resource subnet_group AWS::RDS::DBSubnetGroup {
    DBSubnetGroupDescription: "Subnets of the database ${self.name}"
    SubnetIds: subnets
  }

  # Errors are logged as they are; slow queries only where the engine is told to.
  let settings = merge(
    if not require_tls then {} else if is_postgres then { "rds.force_ssl": "1" } else { require_secure_transport: "ON" },
    if not logs then {} else if is_postgres then { log_min_duration_statement: "1000" }
    else { slow_query_log: "1", long_query_time: "1", log_output: "FILE" },
    parameters
  )
  if len(settings) > 0 {
    resource parameter_group AWS::RDS::DBClusterParameterGroup {
      Description: "Parameters of the database ${self.name}"
      Family: if is_postgres then "aurora-postgresql${series[0]}" else "aurora-mysql${series[0]}.${series[1]}"
      Parameters: settings
    }
  }

  let generated = password == "generated"
  if generated {
    database_password credentials {
      owner: self.path, tier_name: self.name, username: username, target: cluster, target_type: "AWS::RDS::DBCluster"
    }
  }

  if monitoring != null {
    monitoring_role monitor { owner: self.path, tier_name: self.name }
  }

  let usual_port = listen == (if is_postgres then 5432 else 3306)
  accepted cluster_accepted {
    because: flatten([
      if not usual_port then [] else [{
        reason: "The engine's own port: only the tiers with a flow to it reach it; 'port' names another"
        rules: if is_postgres then ["RDS.23"] else ["RDS.23", "AwsSolutions-RDS11"]
      }],
      if is_postgres and logs then [] else [{
        reason: if logs then "Errors and slow queries are logged; general and audit logs hold every statement, and slow the database down"
                else "No logs, as was asked for: logs: false"
        rules: ["NIST.800.53.R5-RDSLoggingEnabled", "CT.RDS.PR.25"]
      }],
      if known(iam_login) and iam_login then [] else [{ reason: "No login with a token unless 'iam_login' allows it", rules: ["AwsSolutions-RDS6", "CT.RDS.PR.4", "CKV_AWS_162"] }],
      if known(protection) and protection then [] else [{
        reason: "May be deleted unless 'protection' forbids it"
        rules: ["AwsSolutions-RDS10", "NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled", "CT.RDS.PR.3"]
      }],
      if is_postgres then [] else [{
        reason: "Backups restore any second of the last days; winding the cluster itself back was not asked for"
        rules: flatten(["AwsSolutions-RDS14", if serverless == null then "CT.RDS.PR.6" else []])
      }]
    ])
  }
  resource cluster AWS::RDS::DBCluster {
    Engine: kind
    EngineVersion: release
    DatabaseName: name
    Port: listen
    MasterUsername: username
    MasterUserPassword: if generated then secret(credentials.secret, "password") else null
    ManageMasterUserPassword: if generated then null else true
    EnableIAMDatabaseAuthentication: iam_login
    EnableHttpEndpoint: if data_api then true else null
    DBSubnetGroupName: subnet_group
    VpcSecurityGroupIds: [security_group.GroupId]
    DBClusterParameterGroupName: if len(settings) > 0 then parameter_group else null
    StorageType: if io_optimized then "aurora-iopt1" else null
    StorageEncrypted: true
    KmsKeyId: key
    ServerlessV2ScalingConfiguration: if serverless == null then null else { MinCapacity: serverless.min, MaxCapacity: serverless.max }
    BackupRetentionPeriod: backup.days
    PreferredBackupWindow: backup_window
    PreferredMaintenanceWindow: maintenance_window
    CopyTagsToSnapshot: true
    DeletionProtection: protection
    EnableCloudwatchLogsExports: if not logs then null else if is_postgres then ["postgresql"] else ["error", "slowquery"]
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  } with {
    DeletionPolicy: "Snapshot"
    UpdateReplacePolicy: "Snapshot"
    Metadata: cluster_accepted.metadata
  }

  # Instances hold nothing: the storage is the cluster's. Each waits for the one before it, so that the first is the writer.
  accepted instance_accepted {
    because: flatten([
      {
        reason: "The cluster has it, for all of its instances", rules: ["NIST.800.53.R5-RDSInBackupPlan"]
      },
      if monitoring != null then [] else [{
        reason: "No metrics of the operating system, as was asked for: monitoring: null"
        rules: ["NIST.800.53.R5-RDSEnhancedMonitoringEnabled", "CT.RDS.PR.2", "CKV_AWS_118"]
      }]
    ])
  }
  for i in range(instances) {
    resource instance[i + 1] AWS::RDS::DBInstance {
      DBClusterIdentifier: cluster
      Engine: kind
      DBInstanceClass: size
      PubliclyAccessible: false
      AutoMinorVersionUpgrade: true
      MonitoringInterval: if monitoring == null then 0 else monitoring.seconds
      MonitoringRoleArn: if monitoring == null then null else monitor.arn
      EnablePerformanceInsights: insights
      PerformanceInsightsRetentionPeriod: if insights then 7 else null
      PerformanceInsightsKMSKeyId: if insights then key else null
      PromotionTier: min(i, 15)
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}-${i + 1}" }]
    } with {
      DeletionPolicy: "Delete"
      UpdateReplacePolicy: "Delete"
      DependsOn: [if i > 0 then instance[i] else null]
      Metadata: instance_accepted.metadata
    }
  }

  if proxy {
    database_proxy pool {
      owner: self.path
      tier_name: self.name
      family: if is_postgres then "POSTGRESQL" else "MYSQL"
      targets: { DBClusterIdentifiers: [cluster] }
      after: [if generated then credentials.attachment else null, [for i in range(instances): instance[i + 1]]]
      secret: if generated then credentials.secret else cluster.MasterUserSecret.SecretArn
      require_tls: require_tls
      subnets: subnets
      group: security_group
      port: listen
    }
  }

  ## Whether a rule of its own lets something out: the proxy, to the database
  export goes_out = proxy
  ## Its security group
  export security_group = security_group
  ## The port that it listens on
  export ports = [listen]
  ## The name under which its writer is reached
  export address = cluster.Endpoint.Address
  ## The name under which its readers are reached
  export reader_address = cluster.ReadEndpoint.Address
  ## Its port
  export port = listen
  ## ARN of the secret with the master user's name and password; whoever uses it waits for the cluster
  export secret = if generated then credentials.attachment else cluster.MasterUserSecret.SecretArn
  ## Its ARN
  export arn = cluster.DBClusterArn
  ## The cluster
  export cluster = cluster
  ## The name under which its proxy is reached, or null
  export proxy_address = if proxy then pool.address else null
  ## Its own name
  export name = self.name
  ## What AWS Backup backs up
  export backup_source = cluster.DBClusterArn
  ## What alarms and dashboards watch
  export metrics = flatten([
    {
      name: "cpu", title: "${self.name}: processor (%)", namespace: "AWS/RDS", metric: "CPUUtilization"
      dimensions: { DBClusterIdentifier: cluster }, statistic: "Average", threshold: 80, periods: 15
    },
    {
      name: "connections", title: "${self.name}: connections", namespace: "AWS/RDS", metric: "DatabaseConnections"
      dimensions: { DBClusterIdentifier: cluster }, statistic: "Maximum", threshold: null, periods: 5
    },
    {
      name: "lag", title: "${self.name}: lag of the readers (ms)", namespace: "AWS/RDS", metric: "AuroraReplicaLagMaximum"
      dimensions: { DBClusterIdentifier: cluster }, statistic: "Maximum", threshold: if instances > 1 then 2000 else null, periods: 5
    },
    if serverless == null then [] else [{
      name: "capacity", title: "${self.name}: capacity (units)", namespace: "AWS/RDS", metric: "ServerlessDatabaseCapacity"
      dimensions: { DBClusterIdentifier: cluster }, statistic: "Average", threshold: serverless.max * 0.9, periods: 15
    }],
    {
      name: "storage", title: "${self.name}: storage used (bytes)", namespace: "AWS/RDS", metric: "VolumeBytesUsed"
      dimensions: { DBClusterIdentifier: cluster }, statistic: "Average", threshold: null, periods: 5
    }
  ])
}
