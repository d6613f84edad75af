param vpc: AWS::EC2::VPC::Id
resource a AWS::EC2::VPCEndpoint { VpcId: vpc, ServiceName: "com.amazonaws.${aws.region}.ssm" } #~ MT3142
resource b AWS::EC2::VPCEndpoint { VpcId: vpc, ServiceName: "com.amazonaws.us-east-1.ecr.api", VpcEndpointType: "Gateway" } #~ MT3142
resource c AWS::EC2::VPCEndpoint { VpcId: vpc, ServiceName: "com.amazonaws.us-east-1.dynamodb" }
