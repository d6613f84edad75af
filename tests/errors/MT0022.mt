# allow MT1024: read by the pipeline #~ MT0022
resource jobs AWS::SQS::Queue {}
