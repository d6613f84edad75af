resource jobs AWS::SQS::Queue {
#~@3 MT0013
  QueueName: "jobs
}
