let account = 99999999999999999999 #~ MT0016
resource jobs AWS::SQS::Queue { QueueName: "jobs-${account}" }
