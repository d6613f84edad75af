# A long string that does not end takes the rest of the file: told once, where it begins.
#~@4 MT0013
resource jobs AWS::SQS::Queue {
  QueueName: """
    jobs
}
let x = [1
