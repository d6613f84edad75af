for i in range(501) {
  resource jobs[i] AWS::SQS::Queue {} #~ MT3004
}
