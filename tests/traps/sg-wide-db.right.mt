param vpc: AWS::EC2::VPC::Id
resource database AWS::EC2::SecurityGroup {
  GroupDescription: "database"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 },
    { IpProtocol: "udp", FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0 },
  ]
  SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0 }]
}
