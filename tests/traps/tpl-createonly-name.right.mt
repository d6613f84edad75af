# flags: -W fixed-name
resource key AWS::EC2::KeyPair { KeyName: "${aws.stack_name}-admin", KeyType: "ed25519" }
