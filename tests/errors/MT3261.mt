param image: ssm(AWS::EC2::Image::Id) = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
param subnets: list(AWS::EC2::Subnet::Id)
resource a AWS::EC2::Instance { ImageId: ssm("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"), InstanceType: "m7g.large" } #~ MT3261
resource b AWS::EC2::Instance { ImageId: ssm("/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id"), InstanceType: "m7i.large" } #~ MT3261
resource c AWS::EC2::Instance { ImageId: ssm("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"), InstanceType: "c6g.large" } #~ MT3261
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t4g.small" } } #~ MT3261
resource plain AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: ssm("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id") } }
resource group AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  MixedInstancesPolicy: {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: plain, Version: plain.LatestVersionNumber }
      Overrides: [
        { InstanceType: "t4g.small" },
        { InstanceType: "t3.small" } #~ MT3261
      ]
    }
  }
}
