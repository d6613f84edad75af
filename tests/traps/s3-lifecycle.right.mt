resource bucket AWS::S3::Bucket {
  LifecycleConfiguration: { Rules: [{
    Status: "Enabled"
    Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 30 }]
  }] }
}
