## What every bucket of the library has, whatever else is in it.
##
## Makes: no resource; 'properties' is laid into a bucket, 'tls_only' into its policy. Written for other patterns.
##
## Promises: private, encrypted with S3's own keys, versioned, reached by TLS only.
##
## Costs: nothing.
pattern private_bucket(
  ## The bucket
  bucket: ref(AWS::S3::Bucket),
  ## Who owns what is written; CloudFront's logs need "BucketOwnerPreferred"
  ownership: "BucketOwnerEnforced" | "BucketOwnerPreferred" = "BucketOwnerEnforced"
) {
  ## Properties of AWS::S3::Bucket
  export properties = {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] }
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
    OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] }
    VersioningConfiguration: { Status: "Enabled" }
  }
  ## A statement of its policy
  export tls_only = {
    Sid: "TlsOnly"
    Effect: "Deny"
    Principal: "*"
    Action: ["s3:*"]
    Resource: [bucket.Arn, "${bucket.Arn}/*"]
    Condition: { Bool: { "aws:SecureTransport": "false" } }
  }
}
