resource bucket AWS::S3::Bucket {
  ReplicationConfiguration: { Role: "arn:aws:iam::123456789012:role/copy" #~ MT3510
    Rules: [{ Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::shop-copy" } }] }
}
