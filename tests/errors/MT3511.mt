resource bucket AWS::S3::Bucket {
  LifecycleConfiguration: { Rules: [{
    Status: "Enabled"
    Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 7 }] #~ MT3511
  }] }
}
resource other AWS::S3::Bucket {
  LifecycleConfiguration: { Rules: [{
    Status: "Enabled", ExpirationInDays: 90 #~ MT3511
    Transitions: [{ StorageClass: "GLACIER", TransitionInDays: 90 }]
  }, {
    Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 30 } #~ MT3511
    NoncurrentVersionTransitions: [{ StorageClass: "GLACIER", TransitionInDays: 60 }]
  }] }
}
