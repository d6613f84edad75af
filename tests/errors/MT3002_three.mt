architecture shop #~ MT3002
azs 2
network main {}
tier web = auto_scaling { network: main, reads: [far.key] }
flow web -> near.app
stack near {
  tier app = auto_scaling { network: main }
}
stack far in "us-west-2" {
  resource key AWS::SecretsManager::Secret { Description: near.app.group_name }
}
stack behind in "us-west-2" {
  resource jobs AWS::SSM::Parameter { Type: "String", Value: far.key }
}

stack first in "us-east-1" { #~ MT3002
  resource jobs AWS::SQS::Queue {} with { DependsOn: second.jobs }
}
stack second in "us-east-1" {
  resource jobs AWS::SQS::Queue { QueueName: third.jobs.QueueName }
}
stack third in "us-east-1" {
  resource jobs AWS::SQS::Queue { QueueName: first.jobs.QueueName }
}
