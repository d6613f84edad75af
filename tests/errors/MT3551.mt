resource readers AWS::IAM::ManagedPolicy {
  PolicyDocument: { #~ MT3551
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "s3:GetObject"
      Resource: [for i in range(200): "arn:aws:s3:::shop-bucket-with-a-long-name/${i}/*"] }]
  }
}
resource user AWS::IAM::User { #~ MT3551
  Path: "/shop/"
}
resource policy AWS::IAM::Policy {
  PolicyName: "shop", Users: [user]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "s3:GetObject"
      Resource: [for i in range(60): "arn:aws:s3:::shop-bucket-with-a-long-name/${i}/*"] }]
  }
}
resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]
  }
  Policies: [{ PolicyName: "shop", PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject" #~ MT3551
      Resource: [for i in range(300): "arn:aws:s3:::shop-bucket-with-a-long-name/${i}/*"] }] } }]
}
