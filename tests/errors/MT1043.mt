resource jobs AWS::SQS::Queue {}
when jobs.QueueName == "jobs" { #~ MT1043
  resource mails AWS::SQS::Queue {}
}
