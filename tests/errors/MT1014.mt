resource job_queue AWS::SQS::Queue {}
resource jobQueue AWS::SQS::Queue {} #~ MT1014
