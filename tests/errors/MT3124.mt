param vpc: AWS::EC2::VPC::Id
param port: int = 443
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8, Description: "one" },
    { IpProtocol: "6", FromPort: "80", ToPort: 80, CidrIp: "10.0.0.0/8", Description: "two" }, #~ MT3124
    { IpProtocol: "-1", CidrIpv6: "::/0" },
  ]
}
resource app AWS::EC2::SecurityGroup { GroupDescription: "app", VpcId: vpc }
resource a AWS::EC2::SecurityGroupIngress { GroupId: web.GroupId, IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 } #~ MT3124
resource b AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: 443, ToPort: 443, SourceSecurityGroupId: web }
resource c AWS::EC2::SecurityGroupIngress { GroupId: app, IpProtocol: "tcp", FromPort: port, ToPort: port, SourceSecurityGroupId: web.GroupId } #~ MT3124
resource d AWS::EC2::SecurityGroupEgress { GroupId: web, IpProtocol: "-1", CidrIpv6: "::/0" }
resource e AWS::EC2::SecurityGroupEgress { GroupId: web, IpProtocol: "all", FromPort: 0, ToPort: 0, CidrIpv6: "0::/0" } #~ MT3124
