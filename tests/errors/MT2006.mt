resource logs AWS::S3::Bucket {
  VersioningConfiguration: { Status: "enabled" } #~ MT2006
}
