param delay: int = 5 #~ MT1024
resource jobs AWS::SQS::Queue {}
