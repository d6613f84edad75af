# flags: -W practice-recovery
resource log AWS::Logs::LogGroup { RetentionInDays: 30 } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" } #~ MT5105
