input delay: int = 1000
assert delay <= 900 else "a queue delays by 900 seconds at most" #~ MT4001
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
