for name in ["orders", "orders"] {
  resource jobs[name] AWS::SQS::Queue {} #~ MT1023
}
