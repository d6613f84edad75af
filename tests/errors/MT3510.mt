resource bucket AWS::S3::Bucket {
  ReplicationConfiguration: { Role: "arn:aws:iam::123456789012:role/copy" #~ MT3510
    Rules: [{ Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::shop-copy" } }] }
}
resource locked AWS::S3::Bucket {
  ObjectLockEnabled: true #~ MT3510
  VersioningConfiguration: { Status: "Suspended" }
}
resource fine AWS::S3::Bucket {
  ObjectLockEnabled: true
}
resource late AWS::S3::Bucket {
  ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } #~ MT3510
}
