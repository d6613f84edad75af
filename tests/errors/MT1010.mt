# flags: --env prod
#~? MT1010
input delay: int = 0
env production { delay: 5 }
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
