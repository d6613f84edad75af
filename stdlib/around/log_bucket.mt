## A bucket for logs.
##
## Makes: the bucket and its policy, which lets load balancers of this account deliver their logs.
##
## Promises: private, encrypted, versioned, reached by TLS only; old logs go by themselves; the bucket stays when the
## stack goes. Encrypted with S3's own keys: load balancers can write to no other.
##
## Costs: what it holds.
pattern log_bucket(
  ## How long logs are kept
  keep: duration = 365d
) {
  assert keep.days >= 1 else "logs are kept for a day at least"

  resource bucket AWS::S3::Bucket {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] }
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] }
    VersioningConfiguration: { Status: "Enabled" }
    LifecycleConfiguration: {
      Rules: [{
        Id: "expire"
        Status: "Enabled"
        ExpirationInDays: keep.days
        NoncurrentVersionExpiration: { NoncurrentDays: 30 }
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }
      }]
    }
  } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
  }

  resource policy AWS::S3::BucketPolicy {
    Bucket: bucket
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: [
        {
          Sid: "TlsOnly"
          Effect: "Deny"
          Principal: "*"
          Action: ["s3:*"]
          Resource: [bucket.Arn, "${bucket.Arn}/*"]
          Condition: { Bool: { "aws:SecureTransport": "false" } }
        },
        {
          Sid: "LoadBalancerLogs"
          Effect: "Allow"
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }
          Action: ["s3:PutObject"]
          Resource: ["${bucket.Arn}/load-balancers/*/AWSLogs/${aws.account}/*"]
        }
      ]
    }
  }

  ## The bucket's name
  export bucket = bucket
  ## Its ARN
  export arn = bucket.Arn
  ## Its policy: what writes to the bucket from the start waits for it
  export policy = policy
}
