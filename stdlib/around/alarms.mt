## Somebody is told when something is wrong.
##
## Makes: a topic with its subscription, and an alarm for each metric of the tiers that has a threshold: errors, latency and
## unhealthy targets of load balancers; processors of groups, services, databases and caches; storage, connections and
## replica lag of databases. A key for the topic, if none is given.
##
## Promises: told when it begins and when it is over; the topic is encrypted, and taken from by TLS only. Who is told by
## e-mail must confirm it once.
##
## Costs: each alarm by the month; the key.
pattern alarms(
  ## The tiers that are watched: any that export 'metrics'
  tiers: list(tier),
  ## Who is told, by e-mail; null: nobody yet
  email: string? = null,
  ## A topic (ARN) that stands already, in place of one of its own
  topic: arn? = null,
  ## The key of its own topic; null: one of its own
  key: log_key? = null,
  ## Other thresholds, for one tier's metric or for all of that name: { "lb.latency": 0.5, cpu: 60 }
  thresholds: map(number) = {}
) {
  for watched in tiers {
    assert "metrics" in watched else "a tier is watched by the 'metrics' that its pattern exports, and one of these exports none"
  }
  let all = flatten([for watched in tiers: [for metric in watched.metrics: {
    key: "${watched.name}_${metric.name}"
    metric: metric
    below: "below" in metric
    threshold: if "${watched.name}.${metric.name}" in thresholds then thresholds["${watched.name}.${metric.name}"]
               else if metric.name in thresholds then thresholds[metric.name] else metric.threshold
  }]])
  let known_names = flatten(flatten([for watched in tiers: [for metric in watched.metrics: [metric.name, "${watched.name}.${metric.name}"]]]))
  for name in keys(thresholds) {
    assert name in known_names else "no tier here has a metric '${name}'; there are: ${join(", ", distinct([for one in all: one.metric.name]))}"
  }

  assert topic == null or email == null else "who is told is a matter of the topic that is given: leave out 'email'"
  if topic == null {
    if key == null {
      log_key own_key {}
    }
    resource own_topic AWS::SNS::Topic {
      DisplayName: "Alarms of ${aws.stack_name}"
      KmsMasterKeyId: if key == null then own_key.arn else key.arn
    }
    resource topic_policy AWS::SNS::TopicPolicy {
      Topics: [own_topic]
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: [
          {
            Sid: "TlsOnly"
            Effect: "Deny"
            Principal: "*"
            Action: ["sns:Publish"]
            Resource: [own_topic]
            Condition: { Bool: { "aws:SecureTransport": "false" } }
          },
          {
            Sid: "Alarms"
            Effect: "Allow"
            Principal: { Service: "cloudwatch.amazonaws.com" }
            Action: ["sns:Publish"]
            Resource: [own_topic]
            Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
          }
        ]
      }
    }
    if email != null {
      resource subscription AWS::SNS::Subscription {
        TopicArn: own_topic
        Protocol: "email"
        Endpoint: email
      }
    }
  }
  let target = if topic == null then own_topic else topic

  for one in [for candidate in all if candidate.threshold != null: candidate] {
    let metric     = one.metric
    let percentile = contains(metric.statistic, "p9")
    resource alarm[one.key] AWS::CloudWatch::Alarm {
      AlarmDescription: "${metric.title} ${if one.below then "below" else "above"} ${one.threshold} for ${metric.periods} minutes"
      Namespace: metric.namespace
      MetricName: metric.metric
      Dimensions: [for name, value in metric.dimensions: { Name: name, Value: value }]
      Statistic: if percentile then null else metric.statistic
      ExtendedStatistic: if percentile then metric.statistic else null
      Period: 60
      EvaluationPeriods: metric.periods
      ComparisonOperator: if one.below then "LessThanThreshold" else "GreaterThanThreshold"
      Threshold: one.threshold
      TreatMissingData: "notBreaching"
      AlarmActions: [target]
      OKActions: [target]
    }
  }

  ## The topic
  export topic = target
}
