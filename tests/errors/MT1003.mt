let delay = timeout / 2
let timeout = delay * 2 #~ MT1003
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
