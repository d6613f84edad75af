input delay: int = 0
env production { dely: 5 } #~ MT1011
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
