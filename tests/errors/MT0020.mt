resource jobs AWS::SQS::Queue {}
export url = jobs #~ MT0020
