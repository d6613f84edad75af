# flags: -W practice-encryption
resource disk AWS::EC2::Volume { AvailabilityZone: "ap-northeast-1a", Size: 20 } #~ MT5101
