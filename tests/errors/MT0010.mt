resource jobs AWS::SQS::Queue {
  DelaySeconds： 5 #~ MT0010
}
