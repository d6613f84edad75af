input delay: int = 700
assert delay <= 600 else "our queues delay by ten minutes at most" #~ MT4001
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
