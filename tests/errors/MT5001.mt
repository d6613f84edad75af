pattern queue(keep: duration) {
  warn keep >= 1h else "messages are lost after less than an hour"
  resource main AWS::SQS::Queue { MessageRetentionPeriod: keep.seconds }
}
queue jobs { keep: 5m } #~ MT5001
