pattern queue() {
  resource main AWS::SQS::Queue {}
}
queue jobs {}
override jobs.queue { DelaySeconds: 5 } #~ MT1016
