## Groups that follow the network, and metrics of one's own
architecture scales
azs 2
network main {}
resource jobs AWS::SQS::Queue { MessageRetentionPeriod: 4d.seconds } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
tier proxies = auto_scaling { network: main, port: null, scale: { network_in: 100MiB } }
tier senders = auto_scaling { network: main, port: null, scale: { network_out: 1GiB } }
tier workers = auto_scaling { network: main, port: null, size: 0..8, scale: { metric: { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: jobs.QueueName }, target: 100 } } }
tier tasks = service { network: main, port: null, image: "public.ecr.aws/docker/library/busybox:1", scale: { metric: { namespace: "Shop", name: "Backlog", statistic: "Maximum", target: 5 } } }

test "each policy holds what it was told to hold" {
  expect logical("ProxiesNetworkScaling").TargetTrackingConfiguration.TargetValue == 104857600
  expect logical("SendersNetworkScaling").TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType == "ASGAverageNetworkOut"
  expect logical("WorkersMetricScaling").TargetTrackingConfiguration.CustomizedMetricSpecification.Dimensions[0].Name == "QueueName"
  expect logical("TasksScaling").TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Statistic == "Maximum"
}
