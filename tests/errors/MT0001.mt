# A folder where a file is wanted.
resource q AWS::SQS::Queue { QueueName: file("../errors") } #~ MT0001
