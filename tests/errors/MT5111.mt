# flags: -W practice
resource disk AWS::EC2::Volume { AvailabilityZone: "ap-northeast-1a", Size: 20, Encrypted: true } with {
  DeletionPolicy: "Snapshot"
  UpdateReplacePolicy: "Snapshot"
  Metadata: {
    cdk_nag: { rules_to_suppress: [
      { id: "CT.EC2.PR.7", reason: "holds public data" }, #~ MT5111
      { id: "NIST.800.53.R5-EC2EBSInBackupPlan", reason: "made anew each day" }
    ] }
    guard: { SuppressedRules: [
      "CT.EC2.PR.77" #~ MT5111
    ] }
  }
}
