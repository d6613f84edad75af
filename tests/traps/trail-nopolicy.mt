resource bucket AWS::S3::Bucket {
}
resource trail AWS::CloudTrail::Trail {
  IsLogging: true, IsMultiRegionTrail: true, EnableLogFileValidation: true
  S3BucketName: bucket #~ MT3515
}
