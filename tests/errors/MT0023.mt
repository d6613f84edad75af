resource jobs AWS::SQS::Queue {
  DelaySeconds: 5
  DelaySeconds: 10 #~ MT0023
}
