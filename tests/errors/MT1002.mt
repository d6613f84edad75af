let jobs = "jobs"
resource jobs AWS::SQS::Queue { QueueName: jobs } #~ MT1002
