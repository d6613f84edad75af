param vpc: AWS::EC2::VPC::Id
param image: AWS::EC2::Image::Id
resource web AWS::EC2::SecurityGroup { GroupDescription: "web", VpcId: vpc }
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, SecurityGroups: [web] } } #~ MT2019
