resource bucket AWS::S3::Bucket {
  LifecycleConfiguration: { Rules: [{
    Status: "Enabled"
    Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 7 }] #~ MT3511
  }] }
}
