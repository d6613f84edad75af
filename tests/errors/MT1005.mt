pattern queue(delay: int = 0) {
  resource main AWS::SQS::Queue { DelaySeconds: delay }
}
queue jobs { dely: 5 } #~ MT1005
