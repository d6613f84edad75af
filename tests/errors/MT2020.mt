resource news AWS::SNS::Topic {
  TopicArn: "arn:aws:sns:eu-west-1:123456789012:news" #~ MT2020
}

output arn = news.TopicArn
