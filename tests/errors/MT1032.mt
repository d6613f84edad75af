param stage: string = "dev"
if stage == "prod" { #~ MT1032
  resource jobs AWS::SQS::Queue {}
}
