resource jobs AWS::SQS::Queue {}
output url = job #~ MT1001
