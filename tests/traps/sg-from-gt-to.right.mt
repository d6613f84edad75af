param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "icmp", FromPort: 8, ToPort: 0, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "icmpv6", CidrIpv6: "::/0" },
  ]
}
