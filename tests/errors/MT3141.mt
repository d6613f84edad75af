param vpc: AWS::EC2::VPC::Id
param subnet: AWS::EC2::Subnet::Id
param group: AWS::EC2::SecurityGroup::Id
param table: string
resource a AWS::EC2::VPCEndpoint {
  VpcId: vpc, ServiceName: "com.amazonaws.${aws.region}.s3"
  SubnetIds: [subnet] #~ MT3141
  SecurityGroupIds: [group] #~ MT3141
}
resource b AWS::EC2::VPCEndpoint {
  VpcId: vpc, ServiceName: "com.amazonaws.${aws.region}.ssm", VpcEndpointType: "Interface", SubnetIds: [subnet]
  RouteTableIds: [table] #~ MT3141
}
