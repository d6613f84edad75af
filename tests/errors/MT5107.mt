# flags: -W practice-privilege
resource reads AWS::IAM::ManagedPolicy {
  PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::shop" }] } #~ MT5107
}
