use "queues.mt" as queues #~ MT1017
resource jobs AWS::SQS::Queue {}
