param image: AWS::EC2::Image::Id
param group: AWS::EC2::SecurityGroup::Id
resource template AWS::EC2::LaunchTemplate {
  LaunchTemplateData: {
    ImageId: image
    NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: [group] }]
  }
}
