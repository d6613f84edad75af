resource jobs AWS::SQS::Queue { #~ MT0014
  DelaySeconds: 5
