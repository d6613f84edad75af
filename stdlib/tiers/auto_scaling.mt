## A group of instances of one kind that grows and shrinks with its load, behind a load balancer.
##
## Makes: the launch template, the group over all zones, its target group, its security group (filled by `flow`), the
## role of its instances, and the scaling policies (with their alarms, for steps).
##
## Promises: instances in private subnets, with encrypted volumes, reached by IMDSv2 only and without SSH through Session
## Manager; a role that may read the secrets listed and nothing else. What the load balancer finds unhealthy is replaced.
## A changed template rolls through the group, one instance at a time, with no fewer in service than the smallest size;
## an update that does not change the sizes leaves the present number alone.
##
## Costs: the instances with their volumes and their metrics by the minute; two alarms where it scales by steps.
pattern auto_scaling(
  ## The network that it stands in
  network: network,
  ## Its subnets
  subnets: list? = network.private,
  ## EC2's instance type
  instance_type: string = "t3.micro",
  ## Id of the machine image; null: the newest Amazon Linux 2023 at the time of deployment
  image: string? = null,
  ## The processor that Amazon Linux is taken for; null: the one of the instance type, where that is known
  architecture: "x86_64" | "arm64" | null = null,
  ## The image's root device
  root_device: string = "/dev/xvda",
  ## Smallest and largest number of instances
  size: range = 2..6,
  ## Number to start with; null: the smallest
  desired: int? = null,
  ## The port that the instances serve; null: none (workers), so no target group either
  port: int? = 80,
  ## What is spoken on it
  protocol: "HTTP" | "HTTPS" = "HTTP",
  ## How the load balancer tests an instance: path, every interval, waiting for timeout; so many good or bad answers in a
  ## row change its mind; codes are good ("200", "200-299"). grace: how long a new instance is left alone
  health: { path: string = "/", grace: duration = 300s, interval: duration = 30s, timeout: duration = 5s, healthy: int = 2, unhealthy: int = 3, codes: string = "200" },
  ## When it grows and shrinks: to hold an average CPU; by steps above and below; to hold so many requests a minute, or so
  ## much received or sent a minute, for each instance; to hold a metric of one's own, that falls as instances are added
  scale: { cpu: percent } | { cpu_above: percent, cpu_below: percent } | { requests: int }
         | { network_in: size } | { network_out: size }
         | { metric: { namespace: string, name: string, dimensions: map(string) = {}, statistic: "Average" | "Minimum" | "Maximum" | "SampleCount" | "Sum" = "Average", target: number } } = { cpu: 70% },
  ## Keeps a client on its instance for so long; null: does not
  stickiness: duration? = null,
  ## How long an instance that leaves may finish its requests
  draining: duration = 300s,
  ## Lets a new instance warm up: its share of requests grows for so long
  slow_start: duration? = null,
  ## The script that an instance runs when it first starts
  user_data: string? = null,
  ## Secrets that it may read (ARNs)
  reads: list(string) = [],
  ## Further policies of its role (ARNs)
  policies: list(arn) = [],
  ## Size of the root volume
  volume: size = 20GiB,
  ## Access through Session Manager: needs a flow to the internet or to the endpoints, for https
  session_manager: bool = true,
  ## Metrics by the minute instead of by five minutes
  detailed_monitoring: bool = true,
  ## What a changed template does to running instances: replaces them one by one, or waits until they are replaced otherwise
  update: "rolling" | "none" = "rolling",
  ## Waits for each new instance to say that it is ready (cfn-signal), for so long; null: does not
  signal: duration? = null,
  ## A topic (ARN) that is told when instances start, end, or fail to; null: nobody is
  notify: string? = null
) is tier {
  let first  = desired ?? size.min
  let served = port != null

  assert not known(first) or first in size else "'desired' is ${first}, and the size is ${size}"
  assert known(port) else "'port' must be known when this is compiled, for its rules are named after it: an input, not a parameter"
  assert served or not ("requests" in scale) else "a group that serves no port has no requests to scale by"
  assert not ("cpu_above" in scale) or scale.cpu_below < scale.cpu_above else "scale: cpu_below must be less than cpu_above"

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Instances of ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }

  if served {
    target_settings settings {
      protocol: protocol, health: health, stickiness: stickiness, draining: draining, slow_start: slow_start
    }
    resource target_group AWS::ElasticLoadBalancingV2::TargetGroup {
      VpcId: network.vpc
      TargetType: "instance"
      Port: port
      Protocol: protocol
      ...settings.properties
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
    }
  }

  # What instances may do, and no more.
  session_access session { sid: "SessionManager", instance: true }
  let statements = flatten([
    if session_manager then [session.statement] else [],
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
      because: if session_manager then [session.because] else []
    }
    resource policy AWS::IAM::ManagedPolicy {
      Description: "What instances of ${self.name} may do"
      PolicyDocument: { Version: "2012-10-17", Statement: statements }
    } with {
      Metadata: policy_accepted.metadata
    }
  }
  resource role AWS::IAM::Role {
    Description: "Instances of ${self.name}"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]
    }
    ManagedPolicyArns: if has_policy or len(policies) > 0 then flatten([if has_policy then [policy] else [], policies]) else null
  }
  resource instance_profile AWS::IAM::InstanceProfile {
    Roles: [role]
  }

  machine_image machine { image: image, instance_type: instance_type, architecture: architecture }
  accepted template_accepted {
    because: if detailed_monitoring then [] else [{
      reason: "Measured every five minutes, as was asked for: detailed_monitoring: false", rules: ["CT.EC2.PR.10"]
    }]
  }
  resource launch_template AWS::EC2::LaunchTemplate {
    LaunchTemplateData: {
      ImageId: machine.id
      InstanceType: instance_type
      IamInstanceProfile: { Arn: instance_profile.Arn }
      SecurityGroupIds: [security_group.GroupId]
      MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "required", HttpPutResponseHopLimit: 1 }
      Monitoring: { Enabled: detailed_monitoring }
      BlockDeviceMappings: [{
        DeviceName: root_device
        Ebs: { VolumeType: "gp3", VolumeSize: volume.gib, Encrypted: true, DeleteOnTermination: true }
      }]
      UserData: if user_data == null then null else base64(user_data)
    }
  } with {
    Metadata: template_accepted.metadata
  }

  accepted group_accepted {
    because: flatten([
      if notify != null then [] else [{
        reason: "Nobody was asked to be told of each instance: 'notify' names a topic", rules: ["AwsSolutions-AS3"]
      }],
      { reason: "Its subnets say its zones", rules: ["CT.AUTOSCALING.PR.1"] },
      { reason: "Instances of one type, as 'instance_type' says", rules: ["CT.AUTOSCALING.PR.6"] }
    ])
  }
  resource group AWS::AutoScaling::AutoScalingGroup {
    MinSize: size.min
    MaxSize: size.max
    DesiredCapacity: first
    VPCZoneIdentifier: subnets
    LaunchTemplate: { LaunchTemplateId: launch_template, Version: launch_template.LatestVersionNumber }
    TargetGroupARNs: if served then [target_group] else null
    HealthCheckType: if served then "ELB" else "EC2"
    HealthCheckGracePeriod: health.grace.seconds
    DefaultInstanceWarmup: health.grace.seconds
    Cooldown: "300"
    MetricsCollection: [{ Granularity: "1Minute" }]
    NotificationConfigurations: if notify == null then null else [{
      TopicARN: notify
      NotificationTypes: [
        "autoscaling:EC2_INSTANCE_LAUNCH",
        "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
        "autoscaling:EC2_INSTANCE_TERMINATE",
        "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"
      ]
    }]
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}", PropagateAtLaunch: true }]
  } with {
    CreationPolicy: if signal == null then null else { ResourceSignal: { Count: first, Timeout: "PT${signal.seconds}S" } }
    UpdatePolicy: {
      # Fewer in service than there may be at most, or no instance could ever be taken out.
      AutoScalingRollingUpdate: if update == "none" then null else {
        MinInstancesInService: if elastic then size.min else size.max - 1
        MaxBatchSize: 1
        PauseTime: "PT${(signal ?? health.grace).seconds}S"
        WaitOnResourceSignals: if signal == null then null else true
        SuspendProcesses: ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"]
      }
      AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true }
    }
    # An instance that starts before it has a way out cannot fetch what it needs.
    DependsOn: [network.private_routes]
    Metadata: group_accepted.metadata
  }

  # A group of a fixed size has nothing to scale.
  let elastic = size.min < size.max
  if elastic and "cpu" in scale {
    resource cpu_scaling AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: group
      PolicyType: "TargetTrackingScaling"
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: "ASGAverageCPUUtilization" }
        TargetValue: scale.cpu.number
      }
    }
  }
  if elastic and ("network_in" in scale or "network_out" in scale) {
    resource network_scaling AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: group
      PolicyType: "TargetTrackingScaling"
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: if "network_in" in scale then "ASGAverageNetworkIn" else "ASGAverageNetworkOut"
        }
        TargetValue: (if "network_in" in scale then scale.network_in else scale.network_out).bytes
      }
    }
  }
  if elastic and "metric" in scale {
    resource metric_scaling AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: group
      PolicyType: "TargetTrackingScaling"
      TargetTrackingConfiguration: {
        CustomizedMetricSpecification: {
          Namespace: scale.metric.namespace
          MetricName: scale.metric.name
          Dimensions: if len(scale.metric.dimensions) == 0 then null else [for name, value in scale.metric.dimensions: { Name: name, Value: value }]
          Statistic: scale.metric.statistic
        }
        TargetValue: scale.metric.target
      }
    }
  }
  if elastic and "cpu_above" in scale {
    let period = if detailed_monitoring then 60 else 300
    resource scale_out AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: group
      PolicyType: "StepScaling"
      AdjustmentType: "ChangeInCapacity"
      MetricAggregationType: "Average"
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }]
    }
    resource scale_in AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: group
      PolicyType: "StepScaling"
      AdjustmentType: "ChangeInCapacity"
      MetricAggregationType: "Average"
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }]
    }
    # Quick to grow (3 minutes), slow to shrink (15 minutes).
    resource cpu_high AWS::CloudWatch::Alarm {
      AlarmDescription: "${self.name}: average CPU above ${scale.cpu_above}, an instance is added"
      Namespace: "AWS/EC2"
      MetricName: "CPUUtilization"
      Dimensions: [{ Name: "AutoScalingGroupName", Value: group }]
      Statistic: "Average"
      Period: period
      EvaluationPeriods: if detailed_monitoring then 3 else 1
      ComparisonOperator: "GreaterThanThreshold"
      Threshold: scale.cpu_above.number
      AlarmActions: [scale_out]
    }
    resource cpu_low AWS::CloudWatch::Alarm {
      AlarmDescription: "${self.name}: average CPU below ${scale.cpu_below}, an instance is taken away"
      Namespace: "AWS/EC2"
      MetricName: "CPUUtilization"
      Dimensions: [{ Name: "AutoScalingGroupName", Value: group }]
      Statistic: "Average"
      Period: period
      EvaluationPeriods: if detailed_monitoring then 15 else 3
      ComparisonOperator: "LessThanThreshold"
      Threshold: scale.cpu_below.number
      AlarmActions: [scale_in]
    }
  }

  ## Its security group
  export security_group = security_group
  ## The port that its instances serve
  export ports = if served then [port] else []
  ## The group
  export group = group
  ## The group's name
  export group_name = group
  ## The target group, or null
  export target_group = if served then target_group else null
  ## The instances' role
  export role = role
  ## The launch template
  export launch_template = launch_template
  ## Requests a minute that each instance is to have, where it scales by them; the load balancer makes that policy
  export requests = if elastic and "requests" in scale then scale.requests else null
  ## Its own name, which tells it from other groups
  export name = self.name
  ## What alarms and dashboards watch
  export metrics = [
    {
      name: "cpu", title: "${self.name}: processor (%)", namespace: "AWS/EC2", metric: "CPUUtilization"
      dimensions: { AutoScalingGroupName: group }, statistic: "Average", threshold: 90, periods: 15
    },
    {
      name: "instances", title: "${self.name}: instances in service", namespace: "AWS/AutoScaling", metric: "GroupInServiceInstances"
      dimensions: { AutoScalingGroupName: group }, statistic: "Minimum", threshold: size.min, below: true, periods: 15
    },
    {
      name: "network_in", title: "${self.name}: received (bytes)", namespace: "AWS/EC2", metric: "NetworkIn"
      dimensions: { AutoScalingGroupName: group }, statistic: "Average", threshold: null, periods: 5
    },
    {
      name: "network_out", title: "${self.name}: sent (bytes)", namespace: "AWS/EC2", metric: "NetworkOut"
      dimensions: { AutoScalingGroupName: group }, statistic: "Average", threshold: null, periods: 5
    }
  ]
}
