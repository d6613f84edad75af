param stage: string = "dev"
let is_prod = stage == "prod"
when is_prod {
  resource jobs AWS::SQS::Queue {}
}
resource mails AWS::SQS::Queue {}
output url = jobs #~ MT3003
