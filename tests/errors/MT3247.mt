azs 2
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: azs[0] }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: azs[1] }
param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource group AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  AvailabilityZones: [azs[0]]
  VPCZoneIdentifier: [a, b] #~ MT3247
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
}
