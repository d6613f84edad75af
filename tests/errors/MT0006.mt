# flags: --check -f json
#~? MT0006
resource q AWS::SQS::Queue { DelaySeconds: 5 }
