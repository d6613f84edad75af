let a = join("", [for i in range(1000): "0123456789abcdef"])
let b = join("", [for i in range(1000): a])
let c = join("", [for i in range(1000): b]) #~ MT1042
resource jobs AWS::SQS::Queue { QueueName: c }
