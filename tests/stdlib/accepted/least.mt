# The least that accepts a finding.
accepted open { because: [{ reason: "A queue for what nobody may lose sight of", rules: ["CT.SQS.PR.1", "AwsSolutions-SQS3"] }] }
resource queue AWS::SQS::Queue { SqsManagedSseEnabled: true, MessageRetentionPeriod: 345600 } with { Metadata: open.metadata, DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource policy AWS::SQS::QueuePolicy {
  Queues: [queue]
  PolicyDocument: { Version: "2012-10-17", Statement: [
    { Effect: "Deny", Principal: "*", Action: ["sqs:*"], Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }
  ] }
}
