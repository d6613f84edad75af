param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, DestinationSecurityGroupId: database }]
}
resource database AWS::EC2::SecurityGroup { GroupDescription: "database", VpcId: vpc }
resource from_web AWS::EC2::SecurityGroupIngress {
  GroupId: database, IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, SourceSecurityGroupId: web
}
