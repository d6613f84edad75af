azs 1
param size: int = 10
resource disk AWS::EC2::Volume { AvailabilityZone: azs[0], VolumeType: "gp3", Size: 20, Iops: 16000 } #~ MT3267
resource low AWS::EC2::Volume { AvailabilityZone: azs[0], Size: 100, VolumeType: "gp3", Iops: 1000 } #~ MT3267
resource high AWS::EC2::Volume { AvailabilityZone: azs[0], SnapshotId: "snap-0123456789abcdef0", VolumeType: "io1", Iops: 70000 } #~ MT3267
resource ratio AWS::EC2::Volume { AvailabilityZone: azs[0], Size: size, VolumeType: "io1", Iops: 600 } #~ MT3267
resource tiny AWS::EC2::Volume { AvailabilityZone: azs[0], Size: 1, VolumeType: "gp3", Iops: 3000 }
