let has_dead = false
if has_dead {
  resource dead AWS::SQS::Queue {}
}
output dead_arn = dead.Arn #~ MT1013
resource jobs AWS::SQS::Queue {}
