resource jobs AWS::SQS::Queue {}
## The queue of all jobs #~ MT0019
