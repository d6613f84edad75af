input delay: int #~ MT1012
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
