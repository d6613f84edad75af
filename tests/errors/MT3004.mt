for i in range(501) { #~ MT3004
  resource jobs[i] AWS::SQS::Queue {}
}
