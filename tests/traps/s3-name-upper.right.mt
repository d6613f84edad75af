resource data AWS::S3::Bucket {
  BucketName: "acme-data"
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
