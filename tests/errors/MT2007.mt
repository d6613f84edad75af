resource logs AWS::S3::Bucket {} with { DeletePolicy: "Retain" } #~ MT2007
