param stage: string = "dev" # allow MT1024 #~ MT0021
resource jobs AWS::SQS::Queue {}
