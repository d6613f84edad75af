for name in ["orders", "mails"] {
  resource jobs[name] AWS::SQS::Queue {}
}
output url = jobs["order"] #~ MT1022
