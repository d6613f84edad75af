resource bucket AWS::S3::Bucket {
}
resource policy AWS::S3::BucketPolicy {
  Bucket: bucket
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "${bucket.Arn}/*" }] #~ MT3514
  }
}
resource site AWS::S3::Bucket {
  OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] }
  AccessControl: "PublicRead" #~ MT3514
}
resource open AWS::S3::Bucket { }
resource members AWS::S3::BucketPolicy {
  Bucket: open
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { AWS: ["*"] }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-shop" } }, Action: "s3:GetObject", Resource: "${open.Arn}/*" }]
  }
}
