pattern queue(level: int) {
  resource main AWS::SQS::Queue { DelaySeconds: level }
  queue n { level: level + 1 } #~ MT1040
}
queue jobs { level: 0 }
