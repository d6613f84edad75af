let names = ["orders", "mails"]
resource jobs AWS::SQS::Queue { QueueName: names[2] } #~ MT1034
