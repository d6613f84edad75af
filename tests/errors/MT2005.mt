resource jobs AWS::SQS::Queue { DelaySeconds: "five" } #~ MT2005
