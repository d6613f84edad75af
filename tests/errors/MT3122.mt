param group: string
param acl: string
resource a AWS::EC2::SecurityGroupIngress { GroupId: group, IpProtocol: "tcp", CidrIp: 10.0.0.0/8 } #~ MT3122
resource b AWS::EC2::SecurityGroup {
  GroupDescription: "b"
  SecurityGroupIngress: [
    { IpProtocol: "udp", FromPort: 53, CidrIp: 10.0.0.0/8 }, #~ MT3122
    { IpProtocol: 1, CidrIp: 10.0.0.0/8 }, #~ MT3122
    { IpProtocol: "-1", CidrIp: 10.0.0.0/8 },
    { IpProtocol: "icmpv6", CidrIpv6: "::/0" },
    { IpProtocol: "50", CidrIp: 10.0.0.0/8 },
  ]
}
resource c AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, Protocol: 6, RuleAction: "allow", CidrBlock: 0.0.0.0/0 } #~ MT3122
resource d AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 101, Protocol: 1, RuleAction: "allow", CidrBlock: 0.0.0.0/0 } #~ MT3122
