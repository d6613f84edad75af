input stage: string = "test"
let delay = if stage == "prod" then 0 else error("no delay is set for ${stage}") #~ MT1039
resource jobs AWS::SQS::Queue { DelaySeconds: delay }
