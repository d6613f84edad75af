let many = [for a in range(1000): [for b in range(1000): a * b]] #~ MT1041
resource jobs AWS::SQS::Queue { DelaySeconds: len(many) }
