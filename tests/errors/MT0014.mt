#~@4 MT0014
resource jobs AWS::SQS::Queue {
  DelaySeconds: 5
