resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }
}
resource worker AWS::Lambda::Function {
  Runtime: "python3.13", Handler: "index.main", Code: { ZipFile: "def main(event, context): pass" }
  Role: role.Arn
}
resource nightly AWS::Events::Rule {
  ScheduleExpression: "rate(1 day)"
  Targets: [{ Id: "worker", Arn: worker.Arn }] #~ MT3561
}
