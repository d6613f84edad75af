pattern queue(delay: integer = 5) { #~ MT1009
  resource main AWS::SQS::Queue { DelaySeconds: delay }
}
queue jobs {}
