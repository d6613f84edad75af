for i in range(500) {
  resource jobs[i] AWS::SQS::Queue {}
}
