resource bucket AWS::S3::Bucket {
  VersioningConfiguration: { Status: "Enabled" }
  ReplicationConfiguration: { Role: "arn:aws:iam::123456789012:role/copy"
    Rules: [{ Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::shop-copy" } }] }
}
