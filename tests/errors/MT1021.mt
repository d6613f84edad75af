for name in ["orders", "mails"] {
  resource jobs AWS::SQS::Queue { QueueName: name } #~ MT1021
}
