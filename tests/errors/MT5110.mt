# flags: -W practice-encryption -W acknowledged
resource disk AWS::EC2::Volume { AvailabilityZone: "ap-northeast-1a", Size: 20 } with { #~ MT5110
  Metadata: { cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-EC26", reason: "holds public data" }] } }
}
resource news AWS::SNS::Topic {} with { #~ MT5110
  Metadata: { guard: { SuppressedRules: ["SNS.1"] } }
}
