resource group AWS::IAM::Group {
  ManagedPolicyArns: [
    "arn:aws:iam::aws:policy/ReadOnlyAcces", #~ MT2048
    "arn:${aws.partition}:iam::aws:policy/AWSLambdaBasicExecutionRole", #~ MT2048
    "arn:${aws.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    "arn:aws:iam::aws:policy/SomethingQuiteNew",
    "arn:aws:iam::123456789012:policy/Ours",
  ]
}
