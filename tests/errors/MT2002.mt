resource jobs AWS::SQS::Queue {}
output name = jobs.Name #~ MT2002
