# Findings of cdk-nag, one thing that a rule found, and of Control Tower; and no finding at all.
accepted known {
  because: [
    { reason: "Files for everybody, which nobody counts", rules: ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled", "CT.S3.PR.2"] },
    { reason: "Everybody may read them", rules: [
      "AwsSolutions-S10", "NIST.800.53.R5-S3BucketSSLRequestsOnly", "NIST.800.53.R5-S3BucketPublicReadProhibited"
      , "NIST.800.53.R5-S3BucketPublicWriteProhibited", "NIST.800.53.R5-S3DefaultEncryptionKMS", "CT.S3.PR.1", "CT.S3.PR.10"
    ] },
    { reason: "Made anew each day", rules: [
      "NIST.800.53.R5-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketVersioningEnabled", "CT.S3.PR.3", "CT.S3.PR.6", "CT.S3.PR.11"
    ] },
    { reason: "One for each day", rules: ["CT.S3.PR.4", "CT.S3.PR.9"] }
  ]
}
accepted wide { because: [{ reason: "Takes no resource", rules: ["AwsSolutions-IAM5[Resource::*]"] }] }
accepted nothing { because: [] }
log_key key {}

resource bucket AWS::S3::Bucket { Tags: [{ Key: "open", Value: "yes" }] } with { Metadata: known.metadata, DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
resource policy AWS::IAM::ManagedPolicy {
  PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:ListAllMyBuckets"], Resource: "*" }] }
} with { Metadata: wide.metadata }
resource topic AWS::SNS::Topic { KmsMasterKeyId: key.id } with { Metadata: nothing.metadata }
