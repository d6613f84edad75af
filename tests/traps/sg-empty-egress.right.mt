param vpc: AWS::EC2::VPC::Id
resource open AWS::EC2::SecurityGroup { GroupDescription: "open", VpcId: vpc }
resource standalone AWS::EC2::SecurityGroup { GroupDescription: "rules of its own", VpcId: vpc, SecurityGroupEgress: [] }
resource out AWS::EC2::SecurityGroupEgress { GroupId: standalone, IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }
resource closed AWS::EC2::SecurityGroup {
  GroupDescription: "closed"
  VpcId: vpc
  SecurityGroupEgress: [{ IpProtocol: "icmp", FromPort: 252, ToPort: 86, CidrIp: "255.255.255.255/32" }]
}
