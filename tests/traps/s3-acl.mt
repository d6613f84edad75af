resource bucket AWS::S3::Bucket {
  AccessControl: "LogDeliveryWrite" #~ MT3513
}
