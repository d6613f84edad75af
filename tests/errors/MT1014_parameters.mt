architecture same
param topic: string = "x" #~ MT1014
param job_name: string = "x"
param jobName: string = "y" #~ MT1014
resource Topic AWS::SNS::Topic { DisplayName: topic }
resource jobs AWS::SQS::Queue { QueueName: "${job_name}${jobName}" }

# of two stacks
resource near_text AWS::SSM::Parameter { Type: "String", Value: "x" }
let alerts = Topic
stack near {
  resource text AWS::SSM::Parameter { Type: "String", Value: "x" }
}
stack far {
  resource both AWS::SSM::Parameter { Type: "String", Value: "${near_text} ${near.text}" } #~ MT1014
  resource Topic AWS::SNS::Topic {}
  resource told AWS::SSM::Parameter { Type: "String", Value: alerts } #~ MT1014
}
