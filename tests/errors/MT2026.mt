resource jobs AWS::SQS::Queue {} with {
  DeletionPolicy: "Keep" #~ MT2026
  UpdateReplacePolicy: "RetainExceptOnCreate" #~ MT2026
}

resource mails AWS::SQS::Queue {} with {
  DeletionPolicy: "Snapshot" #~ MT2026
  UpdateReplacePolicy: "Retain"
}

resource letters AWS::SQS::Queue {} with { DeletionPolicy: "RetainExceptOnCreate" }
