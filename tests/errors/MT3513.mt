resource bucket AWS::S3::Bucket {
  AccessControl: "LogDeliveryWrite" #~ MT3513
}
resource other AWS::S3::Bucket {
  OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] }
  AccessControl: "PublicRead" #~ MT3513
}
resource fine AWS::S3::Bucket {
  AccessControl: "Private"
}
