resource jobs AWS::SQS::Queue { QueueName: lowercase("JOBS") } #~ MT1008
