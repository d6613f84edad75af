let delays = { orders: 5, mails: 60 }
resource jobs AWS::SQS::Queue { DelaySeconds: delays["order"] } #~ MT1035
