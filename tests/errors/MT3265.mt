azs 1
param image: AWS::EC2::Image::Id
resource disk AWS::EC2::Volume { AvailabilityZone: azs[0], VolumeType: "gp2", Size: 100, Iops: 3000 } #~ MT3265
resource standard AWS::EC2::Volume { AvailabilityZone: azs[0], Size: 100, Iops: 3000 } #~ MT3265
resource cold AWS::EC2::Volume { AvailabilityZone: azs[0], Size: 200, VolumeType: "sc1", Throughput: 125 } #~ MT3265
resource shared AWS::EC2::Volume { AvailabilityZone: azs[0], Size: 200, VolumeType: "gp3", MultiAttachEnabled: true } #~ MT3265
resource template AWS::EC2::LaunchTemplate {
  LaunchTemplateData: {
    ImageId: image
    BlockDeviceMappings: [
      { DeviceName: "/dev/xvda", Ebs: { VolumeType: "gp2", VolumeSize: 20, Iops: 100 } }, #~ MT3265
      { DeviceName: "/dev/xvdb", Ebs: { VolumeSize: 20, Iops: 3000 } }
    ]
  }
}
