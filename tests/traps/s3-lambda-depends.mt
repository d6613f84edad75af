resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }
}
resource worker AWS::Lambda::Function {
  Runtime: "python3.13", Handler: "index.main", Code: { ZipFile: "def main(event, context): pass" }
  Role: role.Arn
}
resource permission AWS::Lambda::Permission {
  FunctionName: worker, Action: "lambda:InvokeFunction", Principal: "s3.amazonaws.com", SourceAccount: aws.account
}
resource uploads AWS::S3::Bucket {
  NotificationConfiguration: { LambdaConfigurations: [{ Event: "s3:ObjectCreated:*", Function: worker.Arn }] } #~ MT3109
}
