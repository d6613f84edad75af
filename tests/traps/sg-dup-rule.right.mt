param vpc: AWS::EC2::VPC::Id
param office: cidr = 192.0.2.0/24
param home: cidr
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "udp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "tcp", FromPort: 443, ToPort: 444, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: office },
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: home },
  ]
  SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }]
}
