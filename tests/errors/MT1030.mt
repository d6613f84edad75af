pattern queue(delay: int) {
  resource main AWS::SQS::Queue { DelaySeconds: delay }
}
queue jobs { delay: "five" } #~ MT1030
