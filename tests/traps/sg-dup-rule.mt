param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 },
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8, Description: "again" }, #~ MT3124
  ]
}
