resource reader AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] #~ MT2042
  }
}
