resource bucket AWS::S3::Bucket {
  OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] }
  AccessControl: "LogDeliveryWrite"
}
