param vpc: AWS::EC2::VPC::Id
param closed: bool = true
resource database AWS::EC2::SecurityGroup { GroupDescription: "database", VpcId: vpc, SecurityGroupEgress: [] } #~ MT3120
resource cache AWS::EC2::SecurityGroup {
  GroupDescription: "cache"
  VpcId: vpc
  SecurityGroupEgress: [if closed then null else { IpProtocol: "-1", CidrIp: 0.0.0.0/0 }] #~ MT3120
}
