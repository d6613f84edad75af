# Findings of cdk-nag, one thing that a rule found, of Control Tower, Checkov and cfn_nag; a rule with two reasons, one with
# two things that it found; and no finding at all.
accepted known {
  because: [
    { reason: "Files for everybody, which nobody counts", rules: ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled", "CT.S3.PR.2", "CKV_AWS_18"] },
    { reason: "Everybody may read them", rules: [
      "AwsSolutions-S10", "NIST.800.53.R5-S3BucketSSLRequestsOnly", "NIST.800.53.R5-S3BucketPublicReadProhibited"
      , "NIST.800.53.R5-S3BucketPublicWriteProhibited", "NIST.800.53.R5-S3DefaultEncryptionKMS", "CT.S3.PR.1", "CT.S3.PR.10"
    ] },
    { reason: "Made anew each day", rules: [
      "NIST.800.53.R5-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketVersioningEnabled", "CT.S3.PR.6", "CT.S3.PR.11"
    ] },
    { reason: "One for each day", rules: ["CT.S3.PR.4", "CT.S3.PR.6", "CT.S3.PR.9"] }
  ]
}
accepted wide {
  because: [
    { reason: "Takes no resource", rules: ["AwsSolutions-IAM5[Resource::*]"] }
    , { reason: "All lists may be read", rules: ["AwsSolutions-IAM5[Action::s3:List*]", "W13"] }
  ]
}
accepted nothing { because: [] }
log_key key {}

resource bucket AWS::S3::Bucket { Tags: [{ Key: "open", Value: "yes" }] } with { Metadata: known.metadata, DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource policy AWS::IAM::ManagedPolicy {
  PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:List*"], Resource: "*" }] }
} with { Metadata: wide.metadata }
resource topic AWS::SNS::Topic { KmsMasterKeyId: key.id } with { Metadata: nothing.metadata }
