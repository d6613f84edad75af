pattern queue(name: string) {
  resource main AWS::SQS::Queue { QueueName: name }
}
queue jobs {} #~ MT1006
