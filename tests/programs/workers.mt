## Workers that nobody calls: instances and containers behind a queue
architecture workers
azs 2
network main { endpoints: ["s3", "sqs", "secretsmanager"] }
resource dead AWS::SQS::Queue { MessageRetentionPeriod: 14d.seconds } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource jobs AWS::SQS::Queue {
  MessageRetentionPeriod: 4d.seconds
  RedrivePolicy: { deadLetterTargetArn: dead.Arn, maxReceiveCount: 3 }
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
resource queue_policy AWS::IAM::ManagedPolicy {
  PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: jobs.Arn }] }
}
tier workers = auto_scaling { network: main, port: null, size: 0..10, policies: [queue_policy], instance_type: "t4g.small" }
tier ecs_workers = service { network: main, image: "public.ecr.aws/docker/library/busybox:1", port: null, count: 1..1 }
flow workers, ecs_workers -> internet : https
audit_trail trail { bucket: logs }
log_bucket logs {}
alarms watch { tiers: [workers, ecs_workers], thresholds: { cpu: 50 } }

test "no load balancer, and keys with names of their own" {
  expect len(resources(AWS::ElasticLoadBalancingV2::TargetGroup)) == 0
  expect len(resources(AWS::KMS::Alias)) == 2
  expect logical("WatchOwnKeyAlias").AliasName != logical("TrailOwnKeyAlias").AliasName
  expect logical("WatchAlarmWorkersCpu").Threshold == 50
}
