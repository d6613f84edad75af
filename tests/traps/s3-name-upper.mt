resource data AWS::S3::Bucket {
  BucketName: "Acme-Data" #~ MT2011
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
