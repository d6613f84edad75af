# A string that does not end takes its line; what follows is read.
#~@5 MT0013
#~@6 MT0013
#~@8 MT0013
let double = "abc
let single = 'def
resource jobs AWS::SQS::Queue {
  QueueName: "jobs }
  DelaySeconds: 5
}
let empty = "a${}b" #~ MT0011
let two = "${1 2} and ${3}" #~ MT0011
let escapes = "\q \u12 \ud800 \u3042" #~ MT0015 MT0015 MT0015
