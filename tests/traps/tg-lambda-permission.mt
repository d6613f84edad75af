resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }
}
resource handler AWS::Lambda::Function {
  Runtime: "python3.13"
  Handler: "index.handler"
  Code: { ZipFile: "def handler(event, context): return {'statusCode': 200}" }
  Role: role.Arn
}
resource permission AWS::Lambda::Permission { FunctionName: handler, Action: "lambda:InvokeFunction", Principal: "elasticloadbalancing.amazonaws.com" }
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  TargetType: "lambda"
  Targets: [{ Id: handler.Arn }] #~ MT3109
}
