# The least that accepts a finding.
accepted open { because: [{ reason: "Read by everybody", rules: ["AwsSolutions-S1"] }] }
resource bucket AWS::S3::Bucket {} with { Metadata: open.metadata, DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
