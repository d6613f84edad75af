param vpc: AWS::EC2::VPC::Id
param stage: string = "test"
resource web AWS::EC2::SecurityGroup { GroupDescription: "web", VpcId: vpc }
resource app AWS::EC2::SecurityGroup { GroupDescription: "app", VpcId: vpc }
resource one AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: web }
resource back AWS::EC2::SecurityGroupIngress { GroupId: web, IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: app }
resource out AWS::EC2::SecurityGroupEgress { GroupId: app, IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, DestinationSecurityGroupId: web }
when stage == "live" {
  resource live AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 443, ToPort: 443, SourceSecurityGroupId: web }
} else {
  resource test AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 443, ToPort: 443, SourceSecurityGroupId: web }
}
