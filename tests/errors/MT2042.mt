resource reader AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] #~ MT2042
  }
  Policies: [
    { PolicyName: "none", PolicyDocument: { Version: "2012-10-17" } }, #~ MT2042
    { PolicyName: "some", PolicyDocument: { Statement: { Effect: "Allow", Action: "s3:GetObject" } } }, #~ MT2042
    { PolicyName: "all", PolicyDocument: { Statement: { Resource: "*", Action: "s3:GetObject" } } }, #~ MT2042
  ]
}

resource access AWS::SecretsManager::ResourcePolicy {
  SecretId: "login"
  ResourcePolicy: { Statement: [{ Effect: "Deny", Principal: "*", Action: "secretsmanager:DeleteSecret" }] }
}
