param vpc_id: AWS::EC2::VPC::Id
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true }
resource plain AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource ssm AWS::EC2::VPCEndpoint {
  VpcId: vpc, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm", PrivateDnsEnabled: true
}
resource given AWS::EC2::VPCEndpoint {
  VpcId: vpc_id, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm", PrivateDnsEnabled: true
}
resource unnamed AWS::EC2::VPCEndpoint {
  VpcId: plain, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm", PrivateDnsEnabled: false
}
resource s3 AWS::EC2::VPCEndpoint { VpcId: plain, ServiceName: "com.amazonaws.${aws.region}.s3" }
