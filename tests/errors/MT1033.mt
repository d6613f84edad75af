resource jobs AWS::SQS::Queue { QueueName: join(",") } #~ MT1033
