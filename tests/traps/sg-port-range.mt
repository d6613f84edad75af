resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web servers"
  GroupName: "web"
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 70000, CidrIp: "10.0.0.0/8", Description: "from inside" }, #~ MT2009
  ]
}
