param group: string
param acl: string
resource a AWS::EC2::SecurityGroupIngress { GroupId: group, IpProtocol: "-1", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 } #~ MT3123
resource b AWS::EC2::SecurityGroupEgress { GroupId: group, IpProtocol: 50, FromPort: 1, ToPort: 2, CidrIp: 10.0.0.0/8 } #~ MT3123
resource c AWS::EC2::SecurityGroupEgress { GroupId: group, IpProtocol: -1, FromPort: 0, ToPort: 65535, CidrIp: 10.0.0.0/8 }
resource d AWS::EC2::NetworkAclEntry {
  NetworkAclId: acl, RuleNumber: 100, Protocol: -1, RuleAction: "allow", CidrBlock: 0.0.0.0/0
  PortRange: { From: 80, To: 443 } #~ MT3123
}
