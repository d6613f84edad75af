resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]
  }
  ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/shop-1", "arn:aws:iam::123456789012:policy/shop-2", "arn:aws:iam::123456789012:policy/shop-3", "arn:aws:iam::123456789012:policy/shop-4", "arn:aws:iam::123456789012:policy/shop-5", "arn:aws:iam::123456789012:policy/shop-6", "arn:aws:iam::123456789012:policy/shop-7", "arn:aws:iam::123456789012:policy/shop-8", "arn:aws:iam::123456789012:policy/shop-9", "arn:aws:iam::123456789012:policy/shop-10", "arn:aws:iam::123456789012:policy/shop-11"] #~ MT3550
}
