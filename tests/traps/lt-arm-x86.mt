param image: ssm(AWS::EC2::Image::Id) = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t4g.small" } } #~ MT3261
