# flags: -W practice-credentials
resource key AWS::KMS::Key { EnableKeyRotation: false } #~ MT5108
