resource jobs AWS::SQS::Queue { DelaySeconds: 5m } #~ MT2008
