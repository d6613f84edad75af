## A bucket for logs.
##
## Makes: the bucket and its policy, which lets load balancers, trails, flow logs and other buckets' access logs of this
## account be delivered to it, each under a prefix of its own.
##
## Promises: private, encrypted, versioned, reached by TLS only; old logs go by themselves; the bucket stays when the
## stack goes. Encrypted with S3's own keys: load balancers can write to no other.
##
## Costs: what it holds.
pattern log_bucket(
  ## How long logs are kept
  keep: duration = 365d
) {
  let my_trails = { "aws:SourceArn": "arn:${aws.partition}:cloudtrail:*:${aws.account}:trail/*" }
  assert keep.days >= 1 else "logs are kept for a day at least"

  accepted bucket_accepted {
    because: [
      {
        reason: "The bucket to which others log cannot log to itself"
        rules: ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled", "CT.S3.PR.2", "CKV_AWS_18"]
      },
      {
        reason: "Load balancers and access logs are delivered to buckets with S3's own encryption only"
        rules: ["NIST.800.53.R5-S3DefaultEncryptionKMS", "CT.S3.PR.10"]
      },
      { reason: "A second copy needs a bucket in another region", rules: ["NIST.800.53.R5-S3BucketReplicationEnabled"] },
      { reason: "Nothing waits for a log to arrive", rules: ["CT.S3.PR.4"] },
      { reason: "Access logs are not delivered to a bucket that locks its objects", rules: ["CT.S3.PR.9"] }
    ]
  }
  private_bucket common { bucket: bucket }
  resource bucket AWS::S3::Bucket {
    ...common.properties
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
    Metadata: bucket_accepted.metadata
  }

  accepted policy_accepted {
    because: [{ reason: "Says so with Fn::Sub, as cfn-lint prefers; this rule reads Fn::Join alone", rules: ["CT.S3.PR.8"] }]
  }
  resource policy AWS::S3::BucketPolicy {
    Bucket: bucket
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: [
        common.tls_only,
        {
          Sid: "LoadBalancerLogs"
          Effect: "Allow"
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }
          Action: ["s3:PutObject"]
          Resource: ["${bucket.Arn}/load-balancers/*/AWSLogs/${aws.account}/*"]
        },
        # AWS CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"
        {
          Sid: "TrailsAsk"
          Effect: "Allow"
          Principal: { Service: "cloudtrail.amazonaws.com" }
          Action: ["s3:GetBucketAcl"]
          Resource: [bucket.Arn]
          Condition: { StringLike: my_trails }
        },
        {
          Sid: "Trails"
          Effect: "Allow"
          Principal: { Service: "cloudtrail.amazonaws.com" }
          Action: ["s3:PutObject"]
          Resource: ["${bucket.Arn}/trails/*/AWSLogs/${aws.account}/*"]
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" }, StringLike: my_trails }
        },
        # Amazon VPC User Guide, "Amazon S3 bucket permissions for flow logs"
        {
          Sid: "FlowLogsAsk"
          Effect: "Allow"
          Principal: { Service: "delivery.logs.amazonaws.com" }
          Action: ["s3:GetBucketAcl"]
          Resource: [bucket.Arn]
          Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
        },
        {
          Sid: "FlowLogs"
          Effect: "Allow"
          Principal: { Service: "delivery.logs.amazonaws.com" }
          Action: ["s3:PutObject"]
          Resource: ["${bucket.Arn}/flow-logs/AWSLogs/${aws.account}/*"]
          Condition: { StringEquals: { "aws:SourceAccount": aws.account, "s3:x-amz-acl": "bucket-owner-full-control" } }
        },
        # Amazon S3 User Guide, "Enabling Amazon S3 server access logging"
        {
          Sid: "AccessLogs"
          Effect: "Allow"
          Principal: { Service: "logging.s3.amazonaws.com" }
          Action: ["s3:PutObject"]
          Resource: ["${bucket.Arn}/buckets/*"]
          Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
        }
      ]
    }
  } with {
    Metadata: policy_accepted.metadata
  }

  ## The bucket's name
  export bucket = bucket
  ## Its ARN
  export arn = bucket.Arn
  ## Its policy: what writes to the bucket from the start waits for it
  export policy = policy
}
