param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup { GroupDescription: "web", VpcId: vpc }
resource app AWS::EC2::SecurityGroup { GroupDescription: "app", VpcId: vpc }
resource one AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: web }
resource two AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: web } #~ MT3124
