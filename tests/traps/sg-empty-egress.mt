param vpc: AWS::EC2::VPC::Id
resource database AWS::EC2::SecurityGroup { GroupDescription: "database", VpcId: vpc, SecurityGroupEgress: [] } #~ MT3120
