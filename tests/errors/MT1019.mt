pattern queue() {
  resource main AWS::SQS::Queue {}
}
tier jobs = queue {} #~ MT1019
