resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.1/16 } #~ MT3104
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: "10.0.1.128/24" } #~ MT3104
resource group AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
  SecurityGroupIngress: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "192.0.2.7/24" }, #~ MT3104
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv6: "2001:db8::1/64" } #~ MT3104
  ]
}
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource peer AWS::EC2::VPCPeeringConnection { VpcId: vpc, PeerVpcId: "vpc-0123456789abcdef0" }
resource route AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 10.9.8.7/16, VpcPeeringConnectionId: peer } #~ MT3104
