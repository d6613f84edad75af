resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }]
  }
}
resource profile AWS::IAM::InstanceProfile {
  Roles: [role] #~ MT3553
}
