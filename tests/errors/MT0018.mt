resource jobs AWS::SQS::Queue {
  MessageRetentionPeriod: 4days.seconds #~ MT0018
}
