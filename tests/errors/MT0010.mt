resource jobs AWS::SQS::Queue {
  QueueName: “jobs” #~ MT0010
}
