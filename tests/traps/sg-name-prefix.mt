resource web AWS::EC2::SecurityGroup {
  GroupDescription: "web servers"
  GroupName: "sg-web" #~ MT2011
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "10.0.0.0/8", Description: "from inside" },
  ]
}
