resource jobs AWS::SQS::Que {} #~ MT2001
