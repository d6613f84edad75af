pattern queue(level: int) {
  resource main AWS::SQS::Queue { DelaySeconds: level }
  queue next { level: level + 1 } #~ MT1040
}
queue jobs { level: 0 }
