resource data AWS::S3::Bucket {}
param account: string

resource reader AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2026-01-01" #~ MT2044
    Statement: [
      { Effect: "allow", Action: "s3:GetObject", Resource: "*" }, #~ MT2044
      { Effect: "Allow", Action: ["GetObject"], Resource: "*" }, #~ MT2044
      { Effect: "Allow", Action: "s3:GetObject", Resource: [data, "${data.Arn}/*"] }, #~ MT2044
      { Effect: "Allow", Action: "s3:GetObject", Resource: "data/*" }, #~ MT2044
      { Sid: "to read", Effect: "Allow", Action: "*", Resource: data.Arn }, #~ MT2044
    ]
  }
}

resource access AWS::S3::BucketPolicy {
  Bucket: data
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Sid: "to read", Effect: "Allow", Action: "s3:GetObject", Resource: "${data.Arn}/*", Principal: { AWS: ["1234", account] } }, #~ MT2044
      { Effect: "Allow", Action: "s3:GetObject", Resource: "${data.Arn}/*", Principal: { Service: "ec2" } }, #~ MT2044
      { Effect: "Allow", Action: "s3:GetObject", Resource: "${data.Arn}/*", Principal: "arn:aws:iam::123456789012:root" }, #~ MT2044
    ]
  }
}
