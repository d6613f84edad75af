param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup { GroupDescription: "web", VpcId: vpc }
resource itself AWS::EC2::SecurityGroupIngress { GroupId: web, IpProtocol: "tcp", FromPort: 7000, ToPort: 7000, SourceSecurityGroupId: web }
