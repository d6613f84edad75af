param group: string
param acl: string
param last: int = 80
resource a AWS::EC2::SecurityGroupIngress { GroupId: group, IpProtocol: "tcp", FromPort: 8090, ToPort: 8080, CidrIp: 10.0.0.0/8 } #~ MT3121
resource b AWS::EC2::SecurityGroup {
  GroupDescription: "b"
  SecurityGroupIngress: [
    { IpProtocol: "17", FromPort: "54", ToPort: "53", CidrIp: 10.0.0.0/8 }, #~ MT3121
    { IpProtocol: "tcp", FromPort: 81, ToPort: last, CidrIp: 10.0.0.0/8 }, #~ MT3121
    { IpProtocol: "icmp", FromPort: 8, ToPort: 0, CidrIp: 10.0.0.0/8 },
  ]
}
resource c AWS::EC2::NetworkAclEntry {
  NetworkAclId: acl, RuleNumber: 100, Protocol: 6, RuleAction: "allow", CidrBlock: 0.0.0.0/0
  PortRange: { From: 443, To: 80 } #~ MT3121
}
