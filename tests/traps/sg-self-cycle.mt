param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup { #~ MT3001
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 7000, ToPort: 7000, SourceSecurityGroupId: web }]
}
