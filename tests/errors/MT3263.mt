param subnet: AWS::EC2::Subnet::Id
param image: AWS::EC2::Image::Id
resource plain AWS::EC2::SecurityGroup { GroupDescription: "web" }
resource b AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, SecurityGroups: ["sg-0123456789abcdef0"] } } #~ MT3263
resource c AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, SecurityGroups: ["default"] } }
resource d AWS::EC2::Instance { ImageId: image, SubnetId: subnet, SecurityGroups: ["default"] } #~ MT3263
resource e AWS::EC2::Instance { ImageId: image, SubnetId: subnet, SecurityGroupIds: [plain.GroupId] }
