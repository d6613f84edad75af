param group: string
param from: cidr = 0.0.0.0/0
resource a AWS::EC2::SecurityGroupIngress { GroupId: group, IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0 } #~ MT3126
resource b AWS::EC2::SecurityGroup {
  GroupDescription: "b"
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 5000, ToPort: 6000, CidrIpv6: "::/0" }, #~ MT3126
    { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, CidrIp: from }, #~ MT3126
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 },
  ]
}
