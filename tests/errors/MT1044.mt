param stage: string = "dev"
let is_prod = stage == "prod"
let isProd = stage == "production" #~ MT1044
when is_prod { resource jobs AWS::SQS::Queue {} }
when isProd { resource mails AWS::SQS::Queue {} }
