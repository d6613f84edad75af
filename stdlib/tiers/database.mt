## A relational database on RDS.
##
## Makes: the instance with a standby in another zone, its subnet group, its security group (filled by `flow`), its
## parameter group, its master password in Secrets Manager; where asked for, read replicas and a proxy.
##
## Promises: private; encrypted on disk, and by TLS on the wire; backed up for at least seven days, and a last snapshot
## when it is deleted, which is refused until an update turns protection off; error and slow-query logs in CloudWatch.
## The master password is generated, stands in no template, and can be read by those tiers alone that list 'secret' in
## 'reads'.
##
## Costs: the instance by the hour, twice with a standby, and once more for each replica; storage; backups beyond the
## size of the storage; the secret; the logs; the proxy by the instance's processors.
pattern database(
  ## The network that it stands in
  network: network,
  ## Its subnets, two zones at least
  subnets: list? = network.private,
  ## Which database
  engine: "mysql" | "postgres" | "mariadb",
  ## Its version, exactly ("8.4.8"); null: one of the engine's long-supported series
  version: string? = null,
  ## RDS's instance class
  class: string = "db.t3.small",
  ## Storage, 20 GiB at least
  storage: size = 20GiB,
  ## Lets the storage grow up to this; null: it does not
  max_storage: size? = null,
  ## Kind of storage
  storage_type: "gp3" | "io1" | "io2" = "gp3",
  ## Operations a second: needed by io1 and io2, possible for gp3 from 400 GiB
  iops: int? = null,
  ## A standby in another zone, which takes over by itself
  multi_az: bool = true,
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
  ## RDS ("managed": name and password only, changed every week; RDS then refuses replicas)
  password: "generated" | "managed" = "generated",
  ## The port; null: the engine's own
  port: int? = null,
  ## Read replicas
  replicas: int = 0,
  ## A proxy that pools connections
  proxy: bool = false,
  ## Metrics of the operating system, at this interval (1s, 5s, 10s, 15s, 30s, 60s); null: none
  monitoring: duration? = 60s,
  ## Performance Insights, kept for seven days: not for the smallest classes
  insights: bool = false,
  ## Logs to CloudWatch: errors and queries that take more than a second
  logs: bool = true,
  ## Refuses connections without TLS
  require_tls: bool = true,
  ## Lets IAM roles log in with a token instead of a password
  iam_login: bool = true,
  ## Further parameters of the engine, under its names
  parameters: map(string) = {},
  ## KMS key (ARN) for storage and insights; null: RDS's own key
  key: arn? = null,
  ## Refuses deletion until an update turns this off
  protection: bool = true
) is tier {
  let is_postgres = engine == "postgres"
  let listen      = port ?? (if is_postgres then 5432 else 3306)
  let release     = version ?? { mysql: "8.4.8", postgres: "17.9", mariadb: "11.8.6" }[engine]
  let series      = split(".", release)

  assert not known(subnets) or len(subnets) >= 2 else "a database needs subnets in two zones, and has ${len(subnets)}"
  assert backup.days in 7..35 else "backups are kept for 7 to 35 days, and this is ${backup}"
  assert storage >= 20GiB else "a database has 20 GiB of storage at least"
  assert max_storage == null or max_storage > storage else "'max_storage' must be more than 'storage'"
  assert storage_type == "gp3" or iops != null else "${storage_type} needs 'iops'"
  assert storage_type != "gp3" or iops == null or storage >= 400GiB else "gp3 takes 'iops' from 400 GiB"
  assert monitoring == null or monitoring.seconds in [1, 5, 10, 15, 30, 60] else "'monitoring' is 1s, 5s, 10s, 15s, 30s or 60s"
  assert not known(username) or not (username in ["rdsadmin", "admin", "root", "postgres"]) else "'${username}' is reserved, or the first name that is guessed: choose another"
  assert known(engine) else "'engine' must be known when this is compiled: an input, not a parameter"
  assert known(listen) else "'port' must be known when this is compiled, for its rules are named after it: an input, not a parameter"
  assert is_postgres or not known(release) or len(series) >= 2 else "version \"${release}\" needs its second number: \"${release}.4\""
  assert replicas == 0 or password == "generated" else "RDS refuses replicas where it keeps the password itself: password: \"generated\""
  assert replicas in 0..15 else "a database has 15 replicas at most"

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
    if not require_tls then {} else if is_postgres then { "rds.force_ssl": "1" } else { require_secure_transport: "1" },
    if not logs then {} else if is_postgres then { log_min_duration_statement: "1000" }
    else { slow_query_log: "1", long_query_time: "1", log_output: "FILE" },
    parameters
  )
  if len(settings) > 0 {
    resource parameter_group AWS::RDS::DBParameterGroup {
      Description: "Parameters of the database ${self.name}"
      Family: if is_postgres then "postgres${series[0]}" else "${engine}${series[0]}.${series[1]}"
      Parameters: settings
    }
  }
  let parameter_group_name = if len(settings) > 0 then parameter_group else null

  let generated = password == "generated"
  if generated {
    database_password credentials {
      owner: self.path, tier_name: self.name, username: username, target: instance, target_type: "AWS::RDS::DBInstance"
    }
  }

  if monitoring != null {
    monitoring_role monitor { owner: self.path, tier_name: self.name }
  }
  let monitoring_interval = if monitoring == null then 0 else monitoring.seconds
  let monitoring_role_arn = if monitoring == null then null else monitor.arn

  let usual_port = listen == (if is_postgres then 5432 else 3306)
  # What holds for replicas, too.
  let common = flatten([
    if monitoring != null then [] else [{
      reason: "No metrics of the operating system, as was asked for: monitoring: null"
      rules: ["NIST.800.53.R5-RDSEnhancedMonitoringEnabled", "CT.RDS.PR.2", "CKV_AWS_118"]
    }],
    if known(iam_login) and iam_login then [] else [{
      reason: "No login with a token unless 'iam_login' allows it", rules: ["CT.RDS.PR.7", "CKV_AWS_161"]
    }],
    if not insights or key != null then [] else [{ reason: "What insights keep has RDS's own key: 'key' names another", rules: ["AWS-0078"] }]
  ])
  accepted instance_accepted {
    because: flatten([
      common,
      if not usual_port then [] else [{
        reason: "The engine's own port: only the tiers with a flow to it reach it; 'port' names another"
        rules: ["AwsSolutions-RDS11", "CT.RDS.PR.20"]
      }],
      if is_postgres and logs then [] else [{
        reason: if logs then "Errors and slow queries are logged; general and audit logs hold every statement, and slow the database down"
                else "No logs, as was asked for: logs: false"
        rules: ["NIST.800.53.R5-RDSLoggingEnabled", "CT.RDS.PR.14"]
      }],
      if key != null and known(key) then [] else [{
        reason: if key == null then "Encrypted with RDS's own key: 'key' names another"
                else "The key is given when the stack is deployed, which this rule does not see"
        rules: ["CT.RDS.PR.30"]
      }],
      if known(multi_az) and multi_az then [] else [{
        reason: "No standby unless 'multi_az' asks for one"
        rules: ["AwsSolutions-RDS3", "NIST.800.53.R5-RDSMultiAZSupport", "CT.RDS.PR.1", "CKV_AWS_157"]
      }],
      if known(protection) and protection then [] else [{
        reason: "May be deleted unless 'protection' forbids it"
        rules: ["AwsSolutions-RDS10", "NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled", "CT.RDS.PR.13"]
      }],
      {
        reason: "RDS keeps ${backup.days} days of backups itself; a 'backup' of this tier keeps them apart, too"
        rules: ["NIST.800.53.R5-RDSInBackupPlan"]
      }
    ])
  }
  resource instance AWS::RDS::DBInstance {
    Engine: engine
    EngineVersion: release
    DBInstanceClass: class
    DBName: name
    Port: "${listen}"
    MasterUsername: username
    MasterUserPassword: if generated then secret(credentials.secret, "password") else null
    ManageMasterUserPassword: if generated then null else true
    EnableIAMDatabaseAuthentication: iam_login
    MultiAZ: multi_az
    DBSubnetGroupName: subnet_group
    VPCSecurityGroups: [security_group.GroupId]
    PubliclyAccessible: false
    DBParameterGroupName: parameter_group_name
    StorageType: storage_type
    AllocatedStorage: "${storage.gib}"
    MaxAllocatedStorage: if max_storage == null then null else max_storage.gib
    Iops: iops
    StorageEncrypted: true
    KmsKeyId: key
    BackupRetentionPeriod: backup.days
    PreferredBackupWindow: backup_window
    PreferredMaintenanceWindow: maintenance_window
    CopyTagsToSnapshot: true
    AutoMinorVersionUpgrade: true
    DeletionProtection: protection
    EnableCloudwatchLogsExports: if not logs then null else if is_postgres then ["postgresql", "upgrade"] else ["error", "slowquery"]
    MonitoringInterval: monitoring_interval
    MonitoringRoleArn: monitoring_role_arn
    EnablePerformanceInsights: insights
    PerformanceInsightsRetentionPeriod: if insights then 7 else null
    PerformanceInsightsKMSKeyId: if insights then key else null
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  } with {
    DeletionPolicy: "Snapshot"
    UpdateReplacePolicy: "Snapshot"
    Metadata: instance_accepted.metadata
  }

  # A replica in the same region has its source's user, storage, encryption and subnets; it holds nothing that the source
  # does not, so it may go.
  accepted replica_accepted {
    because: flatten([common, {
      reason: "As its source has it; a replica holds nothing else"
      rules: [
        "AwsSolutions-RDS2", "AwsSolutions-RDS3", "AwsSolutions-RDS10", "AwsSolutions-RDS11", "NIST.800.53.R5-RDSInBackupPlan",
        "NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled", "NIST.800.53.R5-RDSMultiAZSupport", "NIST.800.53.R5-RDSStorageEncrypted",
        "CKV_AWS_16", "CKV_AWS_157"
      ]
    }])
  }
  for i in range(replicas) {
    resource replica[i + 1] AWS::RDS::DBInstance {
      SourceDBInstanceIdentifier: instance
      DBInstanceClass: class
      Port: "${listen}"
      EnableIAMDatabaseAuthentication: iam_login
      VPCSecurityGroups: [security_group.GroupId]
      PubliclyAccessible: false
      DBParameterGroupName: parameter_group_name
      CopyTagsToSnapshot: true
      AutoMinorVersionUpgrade: true
      EnableCloudwatchLogsExports: if not logs then null else if is_postgres then ["postgresql", "upgrade"] else ["error", "slowquery"]
      MonitoringInterval: monitoring_interval
      MonitoringRoleArn: monitoring_role_arn
      EnablePerformanceInsights: insights
      PerformanceInsightsRetentionPeriod: if insights then 7 else null
      PerformanceInsightsKMSKeyId: if insights then key else null
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}-${i + 1}" }]
    } with {
      DeletionPolicy: "Delete"
      UpdateReplacePolicy: "Delete"
      Metadata: replica_accepted.metadata
    }
  }

  if proxy {
    database_proxy pool {
      owner: self.path
      tier_name: self.name
      family: if is_postgres then "POSTGRESQL" else "MYSQL"
      targets: { DBInstanceIdentifiers: [instance] }
      after: [if generated then credentials.attachment else null]
      secret: if generated then credentials.secret else instance.MasterUserSecret.SecretArn
      require_tls: require_tls
      subnets: subnets
      group: security_group
      port: listen
    }
  }

  # Three quarters of the connections that RDS's own formulas allow MySQL: about 85 for each GiB of memory, of which a
  # class has 1 (micro) and twice as much with each step, and classes for memory (r, x) twice as much again.
  let parts       = if known(class) then split(".", class) else []
  let step        = if len(parts) != 3 then "small" else if contains(parts[2], "xlarge") then "xlarge" else parts[2]
  let steps       = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16 }
  let times       = if step == "xlarge" and parts[2] != "xlarge" then int(replace(parts[2], "xlarge", "")) else 1
  let memory      = (if step in steps then steps[step] else steps.small) * times
  let for_memory  = if len(parts) == 3 and (contains(parts[1], "r") or contains(parts[1], "x")) then 2 else 1
  let usual_connections = min(memory * for_memory * 64, 3750)

  ## Whether a rule of its own lets something out: the proxy, to the database
  export goes_out = proxy
  ## Its security group
  export security_group = security_group
  ## The port that it listens on
  export ports = [listen]
  ## The name under which it is reached
  export address = instance.Endpoint.Address
  ## Its port
  export port = listen
  ## ARN of the secret with the master user's name and password; whoever uses it waits for the database
  export secret = if generated then credentials.attachment else instance.MasterUserSecret.SecretArn
  ## Its ARN
  export arn = instance.DBInstanceArn
  ## The instance
  export instance = instance
  ## The names under which its replicas are reached
  export reader_addresses = [for i in range(replicas): replica[i + 1].Endpoint.Address]
  ## The name under which its proxy is reached, or null
  export proxy_address = if proxy then pool.address else null
  ## Its own name
  export name = self.name
  ## What AWS Backup backs up: the instance, as its replicas hold nothing else
  export backup_source = instance.DBInstanceArn
  ## What alarms and dashboards watch
  export metrics = flatten([
    {
      name: "cpu", title: "${self.name}: processor (%)", namespace: "AWS/RDS", metric: "CPUUtilization"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Average", threshold: 80, periods: 15
    },
    {
      name: "storage", title: "${self.name}: free storage (bytes)", namespace: "AWS/RDS", metric: "FreeStorageSpace"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Minimum", threshold: storage.bytes / 10, below: true, periods: 5
    },
    {
      name: "connections", title: "${self.name}: connections", namespace: "AWS/RDS", metric: "DatabaseConnections"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Maximum", threshold: usual_connections, periods: 5
    },
    {
      name: "memory", title: "${self.name}: free memory (bytes)", namespace: "AWS/RDS", metric: "FreeableMemory"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Minimum", threshold: null, periods: 5
    },
    {
      name: "read_iops", title: "${self.name}: reads a second", namespace: "AWS/RDS", metric: "ReadIOPS"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Average", threshold: null, periods: 5
    },
    {
      name: "write_iops", title: "${self.name}: writes a second", namespace: "AWS/RDS", metric: "WriteIOPS"
      dimensions: { DBInstanceIdentifier: instance }, statistic: "Average", threshold: null, periods: 5
    },
    [for i in range(replicas): {
      name: "lag_${i + 1}", title: "${self.name}: lag of replica ${i + 1} (s)", namespace: "AWS/RDS", metric: "ReplicaLag"
      dimensions: { DBInstanceIdentifier: replica[i + 1] }, statistic: "Maximum", threshold: 60, periods: 5
    }]
  ])
}
