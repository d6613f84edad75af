let delay = timeout / 2 #~ MT1003
let timeout = delay * 2
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
