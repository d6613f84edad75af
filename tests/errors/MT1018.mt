use "MT1018.mt" as again #~ MT1018
resource jobs AWS::SQS::Queue {}
