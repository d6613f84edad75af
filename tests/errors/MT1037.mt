let share = 0
resource jobs AWS::SQS::Queue { DelaySeconds: 60 / share } #~ MT1037
