# Each broken part of a list is one message; the parts beside it are read.
let list = [1, 2 3, 4] #~ MT0011
let twice = [1, , 2] #~ MT0011
let sum_of_two = max([1, 2 3]) + min([4 5]) #~ MT0011 MT0011
let object = { a: 1, b = 2, c: 3 } #~ MT0011
resource jobs AWS::SQS::Queue {
  DelaySeconds = 5 #~ MT0011
  VisibilityTimeout: 30
}
pattern queue(name: string retries: int, delay) { #~ MT0011 MT0011
  resource main AWS::SQS::Queue { QueueName: name }
}
output list = list[0]
