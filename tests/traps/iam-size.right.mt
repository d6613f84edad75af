resource readers AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "s3:GetObject"
      Resource: [for i in range(100): "arn:aws:s3:::shop-bucket-with-a-long-name/${i}/*"] }]
  }
}
