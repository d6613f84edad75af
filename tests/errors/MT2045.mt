resource reader AWS::IAM::ManagedPolicy {
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Action: "s3:GetObjects", Resource: "*" }, #~ MT2045
      { Effect: "Allow", Action: ["dynamodbb:GetItem"], Resource: "*" }, #~ MT2045
      { Effect: "Allow", Action: "ec2:Descripe*", Resource: "*" }, #~ MT2045
      { Effect: "Allow", Action: ["ec2:Describe*", "S3:getobject", "*"], Resource: "*" },
    ]
  }
}
