## Containers of one kind on ECS Fargate, behind a load balancer.
##
## Makes: the cluster, the task definition, the service over all zones, its target group, its security group (filled by
## `flow`), its two roles, its log group, and its scaling.
##
## Promises: tasks in private subnets without a public address; secrets come from Secrets Manager and stand in no
## template; the execution role reads those and no other, the tasks' own role may do what 'reads' and 'policies' say. A
## changed image rolls through with no task fewer in service, and is taken back if its tasks do not become healthy.
##
## Costs: processors and memory of the tasks by the second; the logs; metrics of the cluster.
pattern service(
  ## The network that it stands in
  network: network,
  ## Its subnets
  subnets: list? = network.private,
  ## The container's image
  image: string,
  ## The port that the container serves; null: none (workers)
  port: int? = 80,
  ## What is spoken on it
  protocol: "HTTP" | "HTTPS" = "HTTP",
  ## Behind a load balancer, whose 'routes' must lead here; false: no target group, for services that others reach directly
  balanced: bool = true,
  ## Processor of a task, in units of 1/1024
  cpu: int = 256,
  ## Memory of a task, in MiB
  memory: int = 512,
  ## The kind of processor that the image is made for
  architecture: "x86_64" | "arm64" = "x86_64",
  ## Smallest and largest number of tasks
  count: range = 2..6,
  ## Number of tasks at each deployment; null: what scaling has made of it, and the smallest at first
  desired: int? = null,
  ## What the container is told in its environment
  environment: map(string) = {},
  ## The same, from Secrets Manager: a name and a secret's ARN, whose whole text it gets
  secrets: map(string) = {},
  ## The same, of a secret in JSON one field: { DB_PASSWORD: { secret: db.secret, key: "password" } }
  secret_fields: map({ secret: string, key: string }) = {},
  ## What the container runs instead of the image's own command
  command: list(string)? = null,
  ## How the load balancer tests a task: path, every interval, waiting for timeout; so many good or bad answers in a row
  ## change its mind; codes are good ("200", "200-299"). grace: how long a new task is left alone
  health: { path: string = "/", grace: duration = 60s, interval: duration = 30s, timeout: duration = 5s, healthy: int = 2, unhealthy: int = 3, codes: string = "200" },
  ## When it grows and shrinks: to hold an average processor load, an average use of memory, so many requests a minute for
  ## each task, or a metric of one's own, that falls as tasks are added
  scale: { cpu: percent } | { memory: percent } | { requests: int }
         | { metric: { namespace: string, name: string, dimensions: map(string) = {}, statistic: "Average" | "Minimum" | "Maximum" | "SampleCount" | "Sum" = "Average", target: number } } = { cpu: 70% },
  ## Keeps a client on its task for so long; null: does not
  stickiness: duration? = null,
  ## How long a task that leaves may finish its requests
  draining: duration = 300s,
  ## Secrets that the tasks' own role may read (ARNs)
  reads: list(string) = [],
  ## Further policies of the tasks' own role (ARNs)
  policies: list(arn) = [],
  ## The container can change no file of its image's
  read_only: bool = false,
  ## The user that it runs as ("1000", "www-data"); null: the image's own
  user: string? = null,
  ## A shell in the running container, through Session Manager (ECS Exec)
  exec: bool = false,
  ## Name of an ECS cluster that stands already; null: one of its own
  cluster: string? = null,
  ## How long its log is kept
  logs: duration = 365d,
  ## KMS key that encrypts its log; null: CloudWatch's own key
  key: log_key? = null
) is tier {
  let served   = port != null
  let balances = served and balanced
  let elastic  = count.min < count.max
  let gib      = if known(memory) then memory / 1024 else 0
  # Amazon ECS Developer Guide, "Task definition parameters for Fargate": memory for each size of processor, in GiB
  let rooms    = { "256": 0.5..2, "512": 1..4, "1024": 2..8, "2048": 4..16, "4096": 8..30, "8192": 16..60, "16384": 32..120 }

  assert not known(cpu) or "${cpu}" in rooms else "Fargate's processors are 256, 512, 1024, 2048, 4096, 8192 or 16384, and this is ${cpu}"
  assert not known(cpu) or not known(memory) or not ("${cpu}" in rooms) or gib in rooms["${cpu}"] else "with cpu: ${cpu}, Fargate's memory is ${rooms["${cpu}"].min * 1024} to ${rooms["${cpu}"].max * 1024}, and this is ${memory}"
  assert not known(memory) or memory == 512 or memory in [for whole in range(1, 121): whole * 1024] else "Fargate's memory is 512 or whole GiB (1024, 2048, …), and this is ${memory}"
  assert count.min >= 0 and count.max >= 1 else "'count' is ${count}"
  assert desired == null or not known(desired) or desired in count else "'desired' is ${desired}, and the count is ${count}"
  assert known(port) else "'port' must be known when this is compiled, for its rules are named after it: an input, not a parameter"
  assert balances or not ("requests" in scale) else "a service behind no load balancer has no requests to scale by"

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Tasks of ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }

  if balances {
    target_settings settings { protocol: protocol, health: health, stickiness: stickiness, draining: draining }
    resource target_group AWS::ElasticLoadBalancingV2::TargetGroup {
      VpcId: network.vpc
      TargetType: "ip"
      Port: port
      Protocol: protocol
      ...settings.properties
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
    }
  }

  if cluster == null {
    resource own_cluster AWS::ECS::Cluster {
      ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }]
    }
  }
  let cluster_name = if cluster == null then own_cluster else cluster

  accepted log_accepted {
    because: flatten([
      if key != null then [] else [{
        reason: "Encrypted with CloudWatch Logs' own key: 'key' names another"
        rules: ["NIST.800.53.R5-CloudWatchLogGroupEncrypted", "CT.CLOUDWATCH.PR.3", "CKV_AWS_158"]
      }],
      if logs.days >= 365 then [] else [{ reason: "Kept as long as was asked for, ${logs}", rules: ["CT.CLOUDWATCH.PR.2"] }]
    ])
  }
  resource log_group AWS::Logs::LogGroup {
    RetentionInDays: logs.days
    KmsKeyId: if key == null then null else key.arn
  } with {
    DeletionPolicy: "Delete"
    UpdateReplacePolicy: "Delete"
    Metadata: log_accepted.metadata
  }

  # What ECS does before the container runs: fetches the image, writes the log, reads the secrets. Images of the account's
  # own registry need a permission, and asking for it takes no resource.
  let own_image   = not known(image) or contains(image, ".dkr.ecr.")
  let all_secrets = distinct(flatten([values(secrets), [for one in values(secret_fields): one.secret]]))
  accepted execution_accepted {
    because: if not own_image then [] else [{
      reason: "Asking a registry for a login takes no resource, and which repository the image is in stands in its own policy"
      rules: ["AwsSolutions-IAM5"]
    }]
  }
  resource execution_policy AWS::IAM::ManagedPolicy {
    Description: "What ECS does to start tasks of ${self.name}"
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: flatten([
        { Sid: "WriteLog", Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [log_group.Arn] },
        if own_image then [
          { Sid: "RegistryLogin", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
          {
            Sid: "FetchImage"
            Effect: "Allow"
            Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            Resource: ["arn:${aws.partition}:ecr:*:*:repository/*"]
          }
        ] else [],
        if len(all_secrets) > 0 then [{
          Sid: "ReadSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: all_secrets
        }] else []
      ])
    }
  } with {
    Metadata: execution_accepted.metadata
  }
  let trust = {
    Version: "2012-10-17"
    Statement: [{
      Effect: "Allow"
      Principal: { Service: "ecs-tasks.amazonaws.com" }
      Action: "sts:AssumeRole"
      Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
    }]
  }
  resource execution_role AWS::IAM::Role {
    Description: "Starts tasks of ${self.name}"
    AssumeRolePolicyDocument: trust
    ManagedPolicyArns: [execution_policy]
  }

  # What the container itself may do.
  session_access session { sid: "Exec", instance: false }
  let statements = flatten([
    if exec then [session.statement] else [],
    if len(reads) > 0 then [{
      Sid: "ReadSecrets"
      Effect: "Allow"
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
      Resource: reads
    }] else []
  ])
  let has_policy = len(statements) > 0
  if has_policy {
    accepted policy_accepted {
      because: if exec then [session.because] else []
    }
    resource policy AWS::IAM::ManagedPolicy {
      Description: "What tasks of ${self.name} may do"
      PolicyDocument: { Version: "2012-10-17", Statement: statements }
    } with {
      Metadata: policy_accepted.metadata
    }
  }
  resource role AWS::IAM::Role {
    Description: "Tasks of ${self.name}"
    AssumeRolePolicyDocument: trust
    ManagedPolicyArns: if has_policy or len(policies) > 0 then flatten([if has_policy then [policy] else [], policies]) else null
  }

  accepted task_accepted {
    because: flatten([
      if len(environment) == 0 then [] else [{
        reason: "What 'environment' says is no secret: those come through 'secrets'", rules: ["AwsSolutions-ECS2"]
      }],
      if user != null then [] else [{ reason: "Runs as the user that its image says: 'user' names another", rules: ["CT.ECS.PR.3"] }],
      if known(read_only) and read_only then [] else [{ reason: "Images write into their own file system unless made not to: read_only: true", rules: ["CT.ECS.PR.6"] }]
    ])
  }
  resource task_definition AWS::ECS::TaskDefinition {
    RequiresCompatibilities: ["FARGATE"]
    NetworkMode: "awsvpc"
    Cpu: "${cpu}"
    Memory: "${memory}"
    RuntimePlatform: { OperatingSystemFamily: "LINUX", CpuArchitecture: if architecture == "arm64" then "ARM64" else "X86_64" }
    ExecutionRoleArn: execution_role.Arn
    TaskRoleArn: role.Arn
    ContainerDefinitions: [{
      Name: self.name
      Image: image
      Essential: true
      Command: command
      Memory: memory
      User: user
      ReadonlyRootFilesystem: read_only
      PortMappings: if served then [{ ContainerPort: port, Protocol: "tcp" }] else null
      Environment: if len(environment) == 0 then null else [for name, value in environment: { Name: name, Value: value }]
      Secrets: if len(secrets) + len(secret_fields) == 0 then null else flatten([
        [for name, arn in secrets: { Name: name, ValueFrom: arn }],
        [for name, field in secret_fields: { Name: name, ValueFrom: "${field.secret}:${field.key}::" }]
      ])
      LogConfiguration: {
        LogDriver: "awslogs"
        Options: { "awslogs-group": log_group, "awslogs-region": aws.region, "awslogs-stream-prefix": self.name }
      }
    }]
  } with {
    Metadata: task_accepted.metadata
  }

  resource service AWS::ECS::Service {
    Cluster: cluster_name
    TaskDefinition: task_definition
    LaunchType: "FARGATE"
    PlatformVersion: "LATEST"
    DesiredCount: if elastic then desired else desired ?? count.min
    NetworkConfiguration: {
      AwsvpcConfiguration: { AssignPublicIp: "DISABLED", Subnets: subnets, SecurityGroups: [security_group.GroupId] }
    }
    LoadBalancers: if balances then [{ ContainerName: self.name, ContainerPort: port, TargetGroupArn: target_group }] else null
    HealthCheckGracePeriodSeconds: if balances then health.grace.seconds else null
    DeploymentConfiguration: {
      MinimumHealthyPercent: 100
      MaximumPercent: 200
      DeploymentCircuitBreaker: { Enable: true, Rollback: true }
    }
    AvailabilityZoneRebalancing: "ENABLED"
    EnableExecuteCommand: exec
    EnableECSManagedTags: true
    PropagateTags: "SERVICE"
  } with {
    # A task that starts before it has a way out cannot fetch its image.
    DependsOn: [network.private_routes]
  }

  if elastic {
    resource scaling_target AWS::ApplicationAutoScaling::ScalableTarget {
      MinCapacity: count.min
      MaxCapacity: count.max
      ResourceId: "service/${cluster_name}/${service.Name}"
      ScalableDimension: "ecs:service:DesiredCount"
      ServiceNamespace: "ecs"
    }
    if not ("requests" in scale) {
      resource scaling AWS::ApplicationAutoScaling::ScalingPolicy {
        PolicyName: "${aws.stack_name}-${self.name}"
        PolicyType: "TargetTrackingScaling"
        ScalingTargetId: scaling_target
        TargetTrackingScalingPolicyConfiguration: if "metric" in scale then {
          CustomizedMetricSpecification: {
            Namespace: scale.metric.namespace
            MetricName: scale.metric.name
            Dimensions: if len(scale.metric.dimensions) == 0 then null else [for name, value in scale.metric.dimensions: { Name: name, Value: value }]
            Statistic: scale.metric.statistic
          }
          TargetValue: scale.metric.target
        } else {
          PredefinedMetricSpecification: {
            PredefinedMetricType: if "cpu" in scale then "ECSServiceAverageCPUUtilization" else "ECSServiceAverageMemoryUtilization"
          }
          TargetValue: if "cpu" in scale then scale.cpu.number else scale.memory.number
        }
      }
    }
  }

  ## Its security group
  export security_group = security_group
  ## The port that its tasks serve
  export ports = if served then [port] else []
  ## The target group, or null
  export target_group = if balances then target_group else null
  ## The service
  export service = service
  ## The cluster's name
  export cluster = cluster_name
  ## The tasks' own role
  export role = role
  ## The role with which ECS starts tasks
  export execution_role = execution_role
  ## What scales it, or null
  export scaling_target = if elastic then scaling_target else null
  ## Requests a minute that each task is to have, where it scales by them; the load balancer makes that policy
  export requests = if elastic and "requests" in scale then scale.requests else null
  ## Its own name, which tells it from others
  export name = self.name
  ## What alarms and dashboards watch
  export metrics = [
    {
      name: "cpu", title: "${self.name}: processor (%)", namespace: "AWS/ECS", metric: "CPUUtilization"
      dimensions: { ClusterName: cluster_name, ServiceName: service.Name }, statistic: "Average", threshold: 90, periods: 15
    },
    {
      name: "memory", title: "${self.name}: memory (%)", namespace: "AWS/ECS", metric: "MemoryUtilization"
      dimensions: { ClusterName: cluster_name, ServiceName: service.Name }, statistic: "Average", threshold: 90, periods: 15
    },
    {
      name: "tasks", title: "${self.name}: running tasks", namespace: "ECS/ContainerInsights", metric: "RunningTaskCount"
      dimensions: { ClusterName: cluster_name, ServiceName: service.Name }, statistic: "Minimum", threshold: null, periods: 5
    }
  ]
}
