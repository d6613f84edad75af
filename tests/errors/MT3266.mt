azs 1
resource disk AWS::EC2::Volume { AvailabilityZone: azs[0], VolumeType: "io2", Size: 100 } #~ MT3266
