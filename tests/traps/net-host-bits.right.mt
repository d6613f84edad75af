resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.128/25 }
resource group AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: 192.0.2.7/32 }]
}
