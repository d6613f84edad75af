param delay: int = 1000 { min: 0, max: 900 } #~ MT1038
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
