param vpc: AWS::EC2::VPC::Id
resource database AWS::EC2::SecurityGroup {
  GroupDescription: "database"
  VpcId: vpc
  SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0 }] #~ MT3126
}
