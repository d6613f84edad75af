param delay: integer = 5 #~ MT1009
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
