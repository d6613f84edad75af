stack far in "ap-southeast-7" {
  resource scaling AWS::AppRunner::AutoScalingConfiguration {} #~ MT2023
  resource jobs AWS::SQS::Queue {}
}
