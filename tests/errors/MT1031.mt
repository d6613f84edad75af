resource jobs AWS::SQS::Queue { DelaySeconds: 5 + "10" } #~ MT1031
