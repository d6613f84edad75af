# flags: -W fixed-name
resource key AWS::EC2::KeyPair { KeyName: "admin", KeyType: "ed25519" } #~ MT3603
resource free AWS::EC2::KeyPair { KeyName: "${aws.stack_name}-admin", KeyType: "ed25519" }
resource alone AWS::EC2::KeyPair { KeyName: "other" }
