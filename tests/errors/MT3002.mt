stack one in "us-east-1" { #~ MT3002
  resource jobs AWS::SQS::Queue { QueueName: two.mails.QueueName }
}
stack two in "us-west-2" {
  resource mails AWS::SQS::Queue { QueueName: one.jobs.QueueName }
}
