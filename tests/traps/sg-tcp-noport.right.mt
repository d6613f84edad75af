param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "-1", CidrIp: 10.0.0.0/8 },
    { IpProtocol: "tcp", FromPort: 0, ToPort: 65535, CidrIp: 172.16.0.0/12 },
    { IpProtocol: "47", CidrIp: 192.168.0.0/16 },
  ]
}
