azs 2
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: azs[0] }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: azs[1] }
param image: AWS::EC2::Image::Id
resource jump AWS::EC2::Instance { ImageId: image, SubnetId: a }
resource disk AWS::EC2::Volume { AvailabilityZone: azs[1], Size: 10, VolumeType: "gp3" }
resource attached AWS::EC2::VolumeAttachment { InstanceId: jump, VolumeId: disk, Device: "/dev/sdf" } #~ MT3270
resource torn AWS::EC2::Instance { ImageId: image, SubnetId: a, AvailabilityZone: azs[1] } #~ MT3270
resource own AWS::EC2::Volume { AvailabilityZone: jump.AvailabilityZone, Size: 10, VolumeType: "gp3" }
resource right AWS::EC2::VolumeAttachment { InstanceId: jump, VolumeId: own, Device: "/dev/sdg" }
