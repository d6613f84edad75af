resource bucket AWS::S3::Bucket {
  LifecycleConfiguration: { Rules: [{ Status: "Enabled", Prefix: "logs/" }] } #~ MT3512
}
