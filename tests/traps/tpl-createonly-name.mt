# flags: -W fixed-name
resource key AWS::EC2::KeyPair { KeyName: "admin", KeyType: "ed25519" } #~ MT3603
