azs 1
resource disk AWS::EC2::Volume { AvailabilityZone: azs[0], VolumeType: "gp3", Size: 100, Throughput: 1000, Iops: 4000 }
