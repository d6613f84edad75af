pattern queue() {
  resource main AWS::SQS::Queue {}
  export url = main
}
queue jobs {}
output url = jobs.address #~ MT1007
